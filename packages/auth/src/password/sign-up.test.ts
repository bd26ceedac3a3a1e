import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { ADA, addTenant, openScene, PASSWORD, refresh, type Scene, sessionIdOf, signIn, signUp } from "../testing/scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** How many rows there are of everything that a sign-up stores. */
async function countRows() {
  const { user, loginId, password, session, auditEvent } = scene.prisma;
  const [users, loginIds, passwords, sessions, events] = await Promise.all([
    user.count(),
    loginId.count(),
    password.count(),
    session.count(),
    auditEvent.count(),
  ]);
  return { users, loginIds, passwords, sessions, events };
}

const NOTHING = { users: 0, loginIds: 0, passwords: 0, sessions: 0, events: 0 };
const ONE_OF_EACH = { users: 1, loginIds: 1, passwords: 1, sessions: 1, events: 1 };

describe("signUpWithPassword", () => {
  it("makes an enabled user with an unproven address and a first session", async () => {
    const answer = await signUp(scene.deps, ADA, { user: { name: "Ada Lovelace" } });

    expect(answer).toMatchObject({
      firstSeen: true,
      claims: { amr: ["pwd"] },
      user: { loginIds: [ADA], name: "Ada Lovelace", email: ADA, verifiedEmail: false, password: true, TOTP: false, status: "enabled" },
    });
    expect(await countRows()).toEqual(ONE_OF_EACH);
  });

  it("gives tokens that are good", async () => {
    const { refreshJwt, user } = await signUp(scene.deps, ADA);

    expect((await refresh(scene.deps, refreshJwt)).user.userId).toBe(user.userId);
  });

  it("hashes once, and stores the hash alone", async () => {
    await signUp(scene.deps, ADA);

    expect(scene.deps.passwords.count).toBe(1);
    const [row] = await scene.prisma.password.findMany();
    expect(row).toMatchObject({ hash: expect.stringMatching(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/), mustChange: false });
  });

  it("P3: takes a password in one spelling and knows it in the other", async () => {
    await signUp(scene.deps, ADA, { password: "cr\u00e8me br\u00fbl\u00e9e" });

    await expect(signIn(scene.deps, ADA, { password: "cre\u0300me bru\u0302le\u0301e" })).resolves.toMatchObject({ firstSeen: false });
  });

  it("P2: takes 256 characters of 1,024 bytes, all of which count", async () => {
    const password = Array.from({ length: 256 }, (_, index) => String.fromCodePoint(0x1f600 + (index % 64))).join("");
    await signUp(scene.deps, ADA, { password });

    await expect(signIn(scene.deps, ADA, { password })).resolves.toMatchObject({ firstSeen: false });
    await expect(signIn(scene.deps, ADA, { password: `${password.slice(0, -2)}\u{1f511}` })).rejects.toMatchObject({ code: "E062906" });
  });

  it.each([
    ["P1", "seven characters", "seven 7", "Password must have at least 8 characters"],
    ["P2", "257 characters", "xq7 vKw2".repeat(32).concat("a"), "Password must have at most 256 characters"],
    ["P2", "1,025 bytes", "\u{1f511}".repeat(256).concat("a"), "Password must have at most 256 characters"],
    ["P5", "a common one", "Password123", "Password is one of the passwords that attackers try first"],
  ])("%s, P8: refuses %s with the reason, before hashing, and stores nothing", async (_id, _what, password, message) => {
    await expect(signUp(scene.deps, ADA, { password })).rejects.toMatchObject({ code: "E062901", status: 400, message });

    expect(scene.deps.passwords.count).toBe(0);
    expect(await countRows()).toEqual(NOTHING);
  });

  it.each([
    ["the product's name", "Gatehouse-2026"],
    ["the host of the pages", "localhost-99"],
    ["the login ID", "ada@example.com"],
    ["the local part of the login ID", "countess.ada!!"],
    ["the domain of the login ID", "northfold123"],
    ["the name", "Lovelace1815"],
    ["the given name", "augusta....."],
    ["the family name", "noel-byron-1"],
    ["the address", "babbage.1815"],
  ])("P7: refuses a password made of %s", async (what, password) => {
    const names = { name: "Ada Lovelace", givenName: "Augusta", familyName: "Noel Byron" };
    const isName = what === "the address";
    const user = isName ? { ...names, email: "babbage@northfold.example" } : names;
    const loginId = isName ? "countess" : password === ADA ? ADA : "countess.ada@northfold.example";

    await expect(signUp(scene.deps, loginId, { password, user })).rejects.toMatchObject({
      code: "E062901",
      message: "Password is too close to your name, your login ID or the name of this service",
    });
  });

  it("answers E062107 to a login ID that is taken, without a hash and without a change", async () => {
    await signUp(scene.deps, ADA);
    scene.deps.passwords.count = 0;

    await expect(signUp(scene.deps, ADA, { password: "another good one" })).rejects.toMatchObject({ code: "E062107", status: 400 });

    expect(scene.deps.passwords.count).toBe(0);
    expect(await countRows()).toEqual(ONE_OF_EACH);
  });

  it("2.1: has one winner of 50 sign-ups of one login ID at once, whose password it is", async () => {
    const passwords = Array.from({ length: 50 }, (_, index) => `${PASSWORD} ${index}`);

    const outcomes = await Promise.allSettled(passwords.map((password) => signUp(scene.deps, ADA, { password })));

    const winner = outcomes.findIndex(({ status }) => status === "fulfilled");
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []));
    expect(refusals).toEqual(new Array(49).fill("E062107"));
    expect(await countRows()).toEqual(ONE_OF_EACH);
    await expect(signIn(scene.deps, ADA, { password: passwords[winner] })).resolves.toMatchObject({ firstSeen: false });
    await expect(signIn(scene.deps, ADA, { password: passwords[(winner + 1) % 50] })).rejects.toMatchObject({ code: "E062906" });
  });

  it("S21, H12: makes nobody a member of a tenant by naming it, and stores nothing", async () => {
    await addTenant(scene, "T1", { domains: ["example.com"] });

    await expect(signUp(scene.deps, ADA, { loginOptions: { tenantId: "T1" } })).rejects.toMatchObject({ code: "E011001" });

    expect(await countRows()).toEqual(NOTHING);
  });

  it("H12: answers E011001 to an unknown tenant and stores nothing", async () => {
    await expect(signUp(scene.deps, ADA, { loginOptions: { tenantId: "T1" } })).rejects.toMatchObject({ code: "E011001" });

    expect(await countRows()).toEqual(NOTHING);
  });

  it("puts loginOptions.customClaims under nsec in both tokens", async () => {
    const { claims, refreshJwt } = await signUp(scene.deps, ADA, { loginOptions: { customClaims: { plan: "free" } } });

    expect(claims.nsec).toEqual({ plan: "free" });
    expect(decodeJwt(refreshJwt).nsec).toEqual({ plan: "free" });
  });

  it("4.7: does not go on with a session that the caller came with, nor mind a stale token", async () => {
    const before = await signUp(scene.deps, "eve@example.com");

    const callers = [testCaller(scene.deps, before.refreshJwt), testCaller(scene.deps, "stale.token.indeed")];
    const [one, two] = await Promise.all(callers.map((caller, index) => signUp(scene.deps, `new${index}@example.com`, {}, caller)));

    const sessions = [before, one, two].map((answer) => answer && sessionIdOf(answer));
    expect(new Set(sessions).size).toBe(3);
  });
});

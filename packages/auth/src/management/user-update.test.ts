import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { createRecoveryCodes } from "../recovery/codes";
import { addAuthenticator } from "../testing/authenticator";
import { collectCode, collectLetters, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, addTenant, BOB, enter, openScene, PASSWORD, refresh, type Scene, signIn, signUp, userOf } from "../testing/scene";
import { createCustomAttributes, deleteCustomAttributes } from "./custom-attribute";
import { updateUserStatus } from "./user";
import { updateEmail, updateLoginId } from "./user-addresses";
import { createUser } from "./user-create";
import { removeTotpSeed } from "./user-factors";
import { addRoles, addTenant as addToTenant, removeTenant } from "./user-roles";
import { addSsoApps, patchUser, updateUser } from "./user-update";
import { loadUsers, showHistories } from "./users-read";

const ELSEWHERE = "ada@elsewhere.example";
const createdAt = new Date("2026-01-01T00:00:00Z");

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps, { id: "K1", name: "back office" });

const makeAda = () => createUser(scene.deps, { loginId: ADA }, manager());

async function signInByCode(loginId: string) {
  const { deps } = scene;
  await requestSignInCode(deps, { loginId }, testCaller(deps));
  return verifyEmailCode(deps, { loginId, code: await collectCode(deps) }, testCaller(deps));
}

const noticesOf = (letters: Awaited<ReturnType<typeof collectLetters>>) =>
  letters.map((letter) => (letter.kind === "securityNotice" ? `${letter.props.what} to ${letter.to}` : letter.kind));

describe("twenty writes at once to one user", () => {
  const numbers = Array.from({ length: 20 }, (_, index) => index);

  it("2.20: lose nothing of each other: roles, tenants, attributes, apps", async () => {
    const { deps, prisma } = scene;
    await makeAda();
    await prisma.role.createMany({ data: numbers.map((n) => ({ id: `R${n}`, name: `role ${n}`, createdAt })) });
    await prisma.tenant.createMany({ data: numbers.map((n) => ({ id: `T${n}`, name: `T${n}`, createdAt })) });
    await prisma.customAttribute.createMany({ data: numbers.map((n) => ({ name: `a${n}`, type: 2, createdAt })) });
    const writes = [
      (n: number) => addRoles(deps, { loginId: ADA, roleNames: [`role ${n}`], tenantId: undefined }, manager()),
      (n: number) => addToTenant(deps, { loginId: ADA, tenantId: `T${n}` }, manager()),
      (n: number) => patchUser(deps, { loginId: ADA, customAttributes: { [`a${n}`]: n } }, manager()),
      (n: number) => addSsoApps(deps, { loginId: ADA, ssoAppIds: [`app${n}`] }, manager()),
    ];

    const outcomes = await Promise.all(numbers.flatMap((n) => writes.map((write) => outcomeOf(write(n)))));

    const user = await userOf(scene, ADA);
    expect(new Set(outcomes)).toEqual(new Set(["done"]));
    expect(user?.roleNames).toHaveLength(20);
    expect(user?.tenants).toHaveLength(20);
    expect(JSON.parse(user?.customAttributes ?? "")).toEqual(Object.fromEntries(numbers.map((n) => [`a${n}`, n])));
    expect(JSON.parse(user?.ssoAppIds ?? "")).toHaveLength(20);
    expect(await prisma.auditEvent.count({ where: { actorId: "back office" } })).toBe(81);
  });

  it("2.21: that give one login ID to each of several users give it to one", async () => {
    const { deps } = scene;
    for (const n of numbers.slice(0, 10)) await createUser(deps, { loginId: `user${n}` }, manager());
    const takes = [
      (n: number) => updateLoginId(deps, { loginId: `user${n}`, newLoginId: "wanted" }, manager()),
      (n: number) => patchUser(deps, { loginId: `user${n}`, additionalLoginIds: ["wanted"] }, manager()),
    ];

    const outcomes = await Promise.all(numbers.map((n) => outcomeOf(takes[n % 2]?.(Math.floor(n / 2)) ?? Promise.reject())));

    expect(await scene.prisma.loginId.count({ where: { loginId: "wanted" } })).toBe(1);
    // Who has it may ask once more, by the other call; who was renamed is not found under the former name.
    expect(outcomes.filter((code) => code === "done").length).toBeLessThanOrEqual(2);
    expect(outcomes).not.toContain("E000000");
  });

  it("2.22: that remove login IDs leave one", async () => {
    const { deps } = scene;
    const loginIds = numbers.map((n) => `name${n}`);
    await createUser(deps, { loginId: "name" }, manager());
    await patchUser(deps, { loginId: "name", additionalLoginIds: loginIds }, manager());

    const outcomes = await Promise.all(["name", ...loginIds].map((loginId) => outcomeOf(updateLoginId(deps, { loginId }, manager()))));

    expect(outcomes.filter((code) => code === "E112103")).toHaveLength(1);
    expect(await scene.prisma.loginId.count()).toBe(1);
  });
});

describe("a login ID that management moves", () => {
  it("takes the address with it: letters go to the new one alone, and the former is free", async () => {
    const { deps } = scene;
    const { user } = await makeAda();

    await updateLoginId(deps, { loginId: ADA, newLoginId: ELSEWHERE }, manager());

    expect((await signInByCode(ELSEWHERE)).user).toMatchObject({ userId: user.userId, email: ELSEWHERE, verifiedEmail: true });
    expect(await outcomeOf(requestSignInCode(deps, { loginId: ADA }, testCaller(deps)))).toBe("E062108");
    expect(await outcomeOf(signUp(deps, ADA))).toBe("done");
  });

  it("is as unproven as it was: who proves it first still ends what a stranger set up", async () => {
    const { deps } = scene;
    const stranger = await signUp(deps, ADA);
    await updateLoginId(deps, { loginId: ADA, newLoginId: ELSEWHERE }, manager());

    const owner = await signInByCode(ELSEWHERE);

    expect(owner.user).toMatchObject({ userId: stranger.user.userId, password: false, verifiedEmail: true });
    expect(await outcomeOf(refresh(deps, stranger.refreshJwt))).toBe("E064001");
    expect(await outcomeOf(signIn(deps, ELSEWHERE, { password: PASSWORD }))).toBe("E062906");
  });

  it("is never taken from a user as an address that somebody else has", async () => {
    await makeAda();
    await createUser(scene.deps, { loginId: BOB }, manager());

    expect(await outcomeOf(updateLoginId(scene.deps, { loginId: ADA, newLoginId: BOB }, manager()))).toBe("E111127");
    expect(await userOf(scene, ADA)).toMatchObject({ loginIds: [ADA], email: ADA });
  });
});

describe("an address that management moves", () => {
  it("2.23: ends the letters that are out to the former one, whose reader is told", async () => {
    const { deps } = scene;
    await makeAda();
    await requestSignInCode(deps, { loginId: ADA }, testCaller(deps));
    const code = await collectCode(deps);

    await updateEmail(deps, { loginId: ADA, email: ELSEWHERE, verified: true }, manager());

    expect(await outcomeOf(verifyEmailCode(deps, { loginId: ADA, code }, testCaller(deps)))).not.toBe("done");
    expect(noticesOf(await collectLetters(deps))).toEqual([`emailChanged to ${ADA}`]);
  });

  it("that is not verified any more is no proof of the login ID either", async () => {
    const { deps, prisma } = scene;
    await makeAda();
    const proof = async () => (await prisma.loginId.findUnique({ where: { loginId: ADA } }))?.provenAt ?? null;
    const before = await proof();

    await updateEmail(deps, { loginId: ADA, email: ADA, verified: false }, manager());
    const between = await proof();
    await patchUser(deps, { loginId: ADA, verifiedEmail: true }, manager());

    expect([before !== null, between, (await proof()) !== null]).toEqual([true, null, true]);
  });

  it("keeps its word about a stranger's: a replacement that is silent proves nothing", async () => {
    await signUp(scene.deps, ADA);

    const { user } = await updateUser(scene.deps, { loginId: ADA, displayName: "Ada" }, manager());

    expect(user).toMatchObject({ name: "Ada", email: ADA, verifiedEmail: false, password: true });
  });
});

describe("effects at once", () => {
  it("show in the next refresh", async () => {
    const { deps, prisma } = scene;
    const { refreshJwt } = await enter(deps, ADA);
    await addTenant(scene, "T1");
    await prisma.role.create({ data: { id: "R1", name: "editor", createdAt } });
    await addRoles(deps, { loginId: ADA, roleNames: ["editor"], tenantId: undefined }, manager());
    await addToTenant(deps, { loginId: ADA, tenantId: "T1" }, manager());

    const before = await refresh(deps, refreshJwt);
    await removeTenant(deps, { loginId: ADA, tenantId: "T1" }, manager());
    const after = await refresh(deps, refreshJwt);

    expect(before.claims).toMatchObject({ roles: ["editor"], tenants: { T1: {} } });
    expect(after.claims).toMatchObject({ roles: ["editor"] });
    expect(after.claims.tenants ?? {}).toEqual({});
  });

  it("of a status that is patched are those of a status", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);

    await patchUser(scene.deps, { loginId: ADA, status: "disabled" }, manager());

    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("E064001");
  });

  it("of an invitation that is set again end with the next sign-in", async () => {
    await enter(scene.deps, ADA);
    const { user } = await updateUserStatus(scene.deps, { loginId: ADA, status: "invited" }, manager());

    const again = await enter(scene.deps, ADA);

    expect([user.status, again.user.status]).toEqual(["invited", "enabled"]);
  });

  it("of an authenticator that is removed: the codes and the second step go too, and the user is told", async () => {
    const { deps, prisma } = scene;
    await makeAda();
    const session = await signInByCode(ADA);
    await addAuthenticator(deps, session);
    await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, session.refreshJwt));
    await prisma.user.updateMany({ data: { secondFactor: true } });
    await collectLetters(deps);

    await removeTotpSeed(deps, { loginId: ADA }, manager());

    expect(await userOf(scene, ADA)).toMatchObject({ hasTotp: false, secondFactor: false });
    expect(await prisma.recoveryCode.count()).toBe(0);
    expect(noticesOf(await collectLetters(deps))).toEqual([`authenticatorRemoved to ${ADA}`]);
  });
});

describe("a change that comes to nothing", () => {
  it("leaves nothing of it: neither what was right nor a word of it", async () => {
    const { deps, prisma } = scene;
    await makeAda();
    await createUser(deps, { loginId: BOB }, manager());
    const before = await userOf(scene, ADA);
    const events = await prisma.auditEvent.count();

    const patch = { loginId: ADA, displayName: "Ada", roleNames: [], email: ELSEWHERE, additionalLoginIds: ["countess", BOB] };

    expect(await outcomeOf(patchUser(deps, patch, manager()))).toBe("E111127");
    expect(await userOf(scene, ADA)).toEqual(before);
    expect(await prisma.auditEvent.count()).toBe(events);
  });
});

describe("many users", () => {
  it("are read by one statement, however many", async () => {
    const { deps, prisma } = scene;
    await prisma.user.createMany({ data: Array.from({ length: 300 }, (_, n) => ({ id: `U${n}`, createdAt, modifiedAt: createdAt })) });
    scene.statements.length = 0;

    const { users } = await loadUsers(
      deps,
      { userIds: Array.from({ length: 400 }, (_, n) => `U${n}`), includeInvalidUsers: true },
      manager(),
    );

    expect(scene.statements).toHaveLength(1);
    expect(users.map(({ status }) => status).filter((status) => status === "disabled")).toHaveLength(100);
    expect(users.at(7)?.userId).toBe("U7");
  });

  it("have their sign-ins told by one statement, each user's newest first and a hundred at most", async () => {
    const { deps, prisma } = scene;
    const event = { action: "LoginSucceed", type: "info", device: "", method: "", remoteAddress: "" };
    const rows = ["U1", "U2"].flatMap((userId) =>
      Array.from({ length: 120 }, (_, n) => ({
        ...event,
        id: `${userId} ${n}`,
        userId,
        actorId: userId,
        occurredAt: new Date(createdAt.getTime() + n * 1000),
      })),
    );
    await prisma.auditEvent.createMany({ data: rows });
    scene.statements.length = 0;

    const history = await showHistories(deps, ["U2", "U0", "U1"], manager());

    expect(scene.statements).toHaveLength(1);
    expect(history.map(({ userId }) => userId)).toEqual([...Array(100).fill("U2"), ...Array(100).fill("U1")]);
    expect(history[0]).toMatchObject({ loginTime: createdAt.getTime() / 1000 + 119 });
    expect(history[99]).toMatchObject({ loginTime: createdAt.getTime() / 1000 + 20 });
  });
});

describe("an attribute that is deleted", () => {
  it("takes everybody's value with it, and no other", async () => {
    const { deps } = scene;
    const names = ["seats", "the plan", "größe"];
    await createCustomAttributes(deps, { attributes: names.map((name) => ({ name, type: 2 })) }, manager());
    await makeAda();
    await createUser(deps, { loginId: BOB }, manager());
    await patchUser(deps, { loginId: ADA, customAttributes: { seats: 1, "the plan": 2, größe: 3 } }, manager());

    await deleteCustomAttributes(deps, { names: ["seats", "größe", "unknown"] }, manager());

    expect(JSON.parse((await userOf(scene, ADA))?.customAttributes ?? "")).toEqual({ "the plan": 2 });
    expect((await userOf(scene, BOB))?.customAttributes).toBe("{}");
    expect(await outcomeOf(patchUser(deps, { loginId: ADA, customAttributes: { seats: 1 } }, manager()))).toBe("E011003");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resetPassword } from "../password/change";
import { collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene } from "../testing/scene";
import { collectEnchantedSession, requestEnchantedSignIn, verifyEnchantedLink } from "./enchanted-link";
import { requestSignInLink, requestSignUpOrInLink, requestUpdateLink, verifyMagicLink } from "./magic-link";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Has a link sent and reads its token. */
async function ask(loginId = ADA): Promise<string> {
  await requestSignUpOrInLink(scene.deps, { loginId }, testCaller(scene.deps));
  const [token = ""] = await collectTokens(scene.deps);
  return token;
}

function verify(token: string) {
  return verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));
}

async function proveAddress(): Promise<void> {
  const { user } = await enter(scene.deps, ADA);
  await scene.deps.store.users.setVerifiedEmail(user.userId, ADA, scene.deps.clock.now());
}

describe("requestSignUpOrInLink", () => {
  it("mails one link that is good for 10 minutes", async () => {
    expect(await requestSignUpOrInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps))).toEqual({ maskedEmail: "a***@example.com" });

    expect(await collectLetters(scene.deps)).toMatchObject([
      {
        kind: "magicLink",
        to: ADA,
        props: { purpose: "signUpOrIn", minutes: 10, url: expect.stringMatching(/^http:\/\/localhost:3000\/link\?t=/) },
      },
    ]);
  });

  it("R1: has 256 random bits in the token, of which the digest is stored", async () => {
    const token = await ask();
    const [id, secret = ""] = token.split(".");
    const row = await scene.prisma.challenge.findFirstOrThrow();

    expect(row.id).toBe(id);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(row.digest).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(row)).not.toContain(secret);
  });
});

describe("verifyMagicLink", () => {
  it("opens a session by email", async () => {
    expect(await verify(await ask())).toMatchObject({ firstSeen: true, claims: { amr: ["email"] }, user: { verifiedEmail: true } });
  });

  it("is good for 10 minutes and E062504 from then on", async () => {
    const early = await ask();
    scene.deps.clock.advance({ seconds: 599 });
    expect(await outcomeOf(verify(early))).toBe("done");

    const late = await ask();
    scene.deps.clock.advance({ minutes: 10 });
    await expect(verify(late)).rejects.toMatchObject({ code: "E062504", status: 401, message: expect.stringContaining("token") });
  });

  it("R1: takes a token once", async () => {
    const token = await ask();

    expect(await outcomesOf(3, () => verify(token))).toEqual(["done", "E062504", "E062504"]);
  });

  it.each([1, 2, 3])("R1, 2.2: opens exactly one session to 50 who show it at once (round %i)", async () => {
    const token = await ask();

    expect(await outcomesAtOnce(50, () => verify(token))).toEqual({ done: 1, E062504: 49 });
    expect(await scene.prisma.session.count()).toBe(1);
  });

  it("takes an earlier link after a later one was sent, and after that was used", async () => {
    await enter(scene.deps, ADA);
    const tokens = [await ask(), await ask(), await ask()];

    expect(await outcomesOf(3, (index) => verify(tokens[2 - index] ?? ""))).toEqual(["done", "done", "done"]);
  });

  it.each([
    ["nothing", () => ""],
    ["a dot", () => "."],
    ["the challenge without a secret", (token: string) => token.split(".")[0] ?? ""],
    ["the challenge with an empty secret", (token: string) => `${token.split(".")[0]}.`],
    ["the secret alone", (token: string) => token.split(".")[1] ?? ""],
    ["a secret cut short", (token: string) => token.slice(0, -1)],
    ["another secret", (token: string) => `${token.split(".")[0]}.${"A".repeat(43)}`],
    ["an unknown challenge", (token: string) => `C${"0".repeat(27)}.${token.split(".")[1]}`],
  ])("answers E062504 to %s", async (_, change) => {
    expect(await outcomeOf(verify(change(await ask())))).toBe("E062504");
  });

  it("takes no secret of another challenge", async () => {
    const [first, second] = [await ask(), await ask("bob@example.com")];

    expect(await outcomeOf(verify(`${first.split(".")[0]}.${second.split(".")[1]}`))).toBe("E062504");
  });

  it("erases the digest of a token that is used", async () => {
    const token = await ask();
    await verify(token);
    const row = await scene.prisma.challenge.findFirstOrThrow();

    expect(row).toMatchObject({ digest: "", usedAt: scene.deps.clock.now() });
  });
});

// A link is for what it says, whatever page it is carried to.
describe("a link of another kind", () => {
  it("is no magic link: enchanted", async () => {
    await enter(scene.deps, ADA);
    const { linkId, pendingRef } = await requestEnchantedSignIn(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps, linkId);

    expect(await outcomeOf(verify(token))).toBe("E062504");
    expect(await outcomeOf(collectEnchantedSession(scene.deps, { pendingRef }, testCaller(scene.deps)))).toBe("E062503");
    expect(await outcomeOf(verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("done");
  });

  it("is no enchanted link: magic", async () => {
    const token = await ask();

    expect(await outcomeOf(verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("E062504");
    expect(await outcomeOf(verify(token))).toBe("done");
  });

  it("of a reset opens a session for a reset, of a sign-in one for everything", async () => {
    await proveAddress();
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [signInToken = ""] = await collectTokens(scene.deps);
    await resetPassword(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [resetToken = ""] = await collectTokens(scene.deps);

    const sessions = [await verify(signInToken), await verify(resetToken)].map(({ claims }) => claims.sid as string);

    const rows = await Promise.all(sessions.map((id) => scene.deps.store.sessions.find(id)));
    expect(rows.map((row) => row?.session.purpose)).toEqual(["signIn", "reset"]);
  });

  it("of a change of address changes that and nothing else", async () => {
    const signedIn = await enter(scene.deps, ADA);
    await requestUpdateLink(scene.deps, { loginId: ADA, email: "new@example.com" }, testCaller(scene.deps, signedIn.refreshJwt));
    const [token = ""] = await collectTokens(scene.deps);

    expect((await verify(token)).user).toMatchObject({ userId: signedIn.user.userId, email: "new@example.com", loginIds: [ADA] });
  });
});

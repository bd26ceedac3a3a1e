import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignIn, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignInLink, requestSignUpOrInLink, requestUpdateLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { replacePassword, resetPassword, updatePassword } from "../password/change";
import { collectCode, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, PASSWORD, refresh, type Scene, sealedCaller, sessionIdOf, signIn, signUp, visitor } from "../testing/scene";
import { signOutElsewhere, signOutEverywhere } from "./sign-out";

const NEW_PASSWORD = "nine yellow bottles";
const ELSEWHERE = "ada@elsewhere.example";

let scene: Scene;
let owner: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  owner = await signUp(scene.deps, ADA);
  await scene.deps.store.users.setVerifiedEmail(owner.user.userId, ADA, scene.deps.clock.now());
  await scene.prisma.loginId.create({ data: { loginId: "countess", userId: owner.user.userId, position: 1 } });
});

afterEach(() => scene.close());

function caller(session?: JWTResponse) {
  return testCaller(scene.deps, session?.refreshJwt);
}

async function token(): Promise<string> {
  return (await collectTokens(scene.deps))[0] ?? "";
}

/** Asks for a way in; answers how to take it, whenever that is. */
type Ask = () => Promise<() => Promise<string>>;

function link(request: () => Promise<unknown>): Ask {
  return async () => {
    await request();
    const mailed = await token();
    return () => outcomeOf(verifyMagicLink(scene.deps, { token: mailed }, caller()));
  };
}

const askReset = link(() => resetPassword(scene.deps, { loginId: ADA }, caller()));

const askCode: Ask = async () => {
  await requestSignInCode(scene.deps, { loginId: ADA }, caller());
  const code = await collectCode(scene.deps);
  return () => outcomeOf(verifyEmailCode(scene.deps, { loginId: ADA, code }, caller()));
};

/** A link was opened for a device that waits; it has not collected its session yet. */
const askEnchanted: Ask = async () => {
  const { pendingRef, linkId } = await requestEnchantedSignIn(scene.deps, { loginId: ADA }, caller());
  const [right = ""] = await collectTokens(scene.deps, linkId);
  await verifyEnchantedLink(scene.deps, { token: right }, caller());
  return () => outcomeOf(collectEnchantedSession(scene.deps, { pendingRef }, caller()));
};

/** As before there was an account of this name. */
const askEarly: Ask = async () => {
  const take = await link(() => requestSignUpOrInLink(scene.deps, { loginId: ADA }, caller()))();
  await scene.prisma.challenge.updateMany({ where: { purpose: "signUpOrIn" }, data: { userId: null } });
  return take;
};

const LETTERS: [string, Ask, string][] = [
  ["a link that signs in", link(() => requestSignInLink(scene.deps, { loginId: ADA }, caller())), "E062504"],
  ["a link that signs in by another login ID", link(() => requestSignInLink(scene.deps, { loginId: "countess" }, caller())), "E062504"],
  ["a link that signs up or in, from before there was an account", askEarly, "E062504"],
  ["a code that signs in", askCode, "E061102"],
  ["a link opened for a device that waits", askEnchanted, "E062504"],
];

/** A reset that is under way: the session its link has opened. */
async function comeByReset(at = caller()): Promise<JWTResponse> {
  await resetPassword(scene.deps, { loginId: ADA }, caller());
  return verifyMagicLink(scene.deps, { token: await token() }, at);
}

function setPassword(session: JWTResponse, newPassword = NEW_PASSWORD): Promise<unknown> {
  return updatePassword(scene.deps, { loginId: ADA, newPassword }, caller(session));
}

const CHANGES: [string, () => Promise<unknown>][] = [
  ["a reset", async () => setPassword(await comeByReset())],
  ["a change of the signed-in user's", () => setPassword(owner)],
  ["a replacement", () => replacePassword(scene.deps, { loginId: ADA, oldPassword: PASSWORD, newPassword: NEW_PASSWORD }, caller())],
];

// Who asked for several, or has read the mail for a while, must not set the password again after the owner has.
describe("the resets of a user", () => {
  it.each(CHANGES)("R6: are over, links and codes that are out and sessions under way, after %s", async (_, change) => {
    const byLink = await askReset();
    const byOtherName = await link(() => resetPassword(scene.deps, { loginId: "countess" }, caller()))();
    scene.deps.config.resetMethod = "otp";
    await resetPassword(scene.deps, { loginId: ADA }, caller());
    const code = await collectCode(scene.deps);
    scene.deps.config.resetMethod = "magiclink";
    const { session } = await openReset();

    await change();

    expect(await byLink()).toBe("E062504");
    expect(await byOtherName()).toBe("E062504");
    expect(await outcomeOf(verifyEmailCode(scene.deps, { loginId: ADA, code }, caller()))).toBe("E061102");
    expect(await outcomeOf(refresh(scene.deps, session.refreshJwt))).toBe("E064001");
  });

  /** One that was opened, told apart from those that are out: opening a link ends those. */
  async function openReset() {
    const session = await signIn(scene.deps, ADA);
    await scene.prisma.session.update({ where: { id: sessionIdOf(session) }, data: { purpose: "reset" } });
    return { session };
  }

  it("R6: are over when one is used, the one under way too; its own goes on", async () => {
    const earlier = await askReset();
    const first = await comeByReset(visitor(scene.deps));
    const between = await askReset();

    const second = await comeByReset();

    expect([await earlier(), await between()]).toEqual(["E062504", "E062504"]);
    expect((await sealedCaller(scene.deps, sessionIdOf(first)).session()).kind).toBe("invalid");
    expect(await outcomeOf(setPassword(second))).toBe("done");
  });

  it("R6: end no session of a sign-in, and no letter for one, when one is merely opened", async () => {
    const signsIn = await askCode();
    await comeByReset();

    expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("done");
    expect(await signsIn()).toBe("done");
  });

  it("R6: go on when the new password is refused", async () => {
    const reset = await askReset();

    expect(await outcomeOf(setPassword(owner, "short"))).toBe("E062901");
    expect(await reset()).toBe("done");
  });

  it("R6: are those of one user", async () => {
    const reset = await askReset();
    const bob = await signUp(scene.deps, "bob@example.com");

    await updatePassword(scene.deps, { loginId: "bob@example.com", newPassword: NEW_PASSWORD }, caller(bob));

    expect(await reset()).toBe("done");
  });
});

// A reset is what the owner does when somebody else may have had a way in.
describe("letters that let in", () => {
  it.each(LETTERS)("R7: %s is over after a reset", async (_, ask, refusal) => {
    const take = await ask();
    await setPassword(await comeByReset());

    expect(await take()).toBe(refusal);
  });

  it.each(LETTERS)("R7: %s is good after a change of the password by who is signed in, as sessions are", async (_, ask) => {
    const take = await ask();
    await setPassword(owner);

    expect(await take()).toBe("done");
  });

  it.each([
    ["by link", link(() => requestUpdateLink(scene.deps, { loginId: ADA, email: "mistyped@example.com" }, caller(owner)))],
    [
      "by code",
      async () => {
        await requestUpdateCode(scene.deps, { loginId: "countess", email: "mistyped@example.com" }, caller(owner));
        const code = await collectCode(scene.deps);
        return () => outcomeOf(verifyEmailCode(scene.deps, { loginId: "countess", code }, caller()));
      },
    ],
  ] satisfies [string, Ask][])("R7: another change of address, %s, is over after one: the first may have been mistyped", async (_, ask) => {
    const take = await ask();
    await requestUpdateLink(scene.deps, { loginId: ADA, email: ELSEWHERE }, caller(owner));
    await verifyMagicLink(scene.deps, { token: await token() }, caller());

    expect(await take()).not.toBe("done");
    expect(await scene.deps.store.users.findById(owner.user.userId)).toMatchObject({ email: ELSEWHERE });
  });

  it("R7: a reset that is under way is over after a change of address: whoever reads the former one may have asked", async () => {
    await requestUpdateLink(scene.deps, { loginId: ADA, email: ELSEWHERE }, caller(owner));
    const update = await token();
    const reset = await comeByReset();

    await verifyMagicLink(scene.deps, { token: update }, caller());

    expect(await outcomeOf(setPassword(reset))).toBe("E064001");
  });
});

// Opened and not collected yet: as good as a session, and in no list of sessions.
describe("a link opened for a device that waits", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["signing out everywhere", () => signOutEverywhere(scene.deps, {}, caller(owner))],
    ["signing out elsewhere", () => signOutElsewhere(scene.deps, {}, caller(owner))],
    ["a sign-in that ends the others", () => signIn(scene.deps, ADA, { loginOptions: { revokeOtherSessions: true } })],
    [
      "a new password that ends the others",
      () =>
        replacePassword(
          scene.deps,
          { loginId: ADA, oldPassword: PASSWORD, newPassword: NEW_PASSWORD, revokeOtherSessions: true },
          caller(),
        ),
    ],
  ])("S5: lets nobody in after %s", async (_, end) => {
    const collect = await askEnchanted();

    await end();

    expect(await collect()).toBe("E062504");
  });
});

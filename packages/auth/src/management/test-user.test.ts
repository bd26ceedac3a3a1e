import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignIn, requestEnchantedSignUp, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignInLink, requestSignUpLink, requestSignUpOrInLink, requestUpdateLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { resetPassword, updatePassword } from "../password/change";
import { collectLetters, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, refresh, type Scene, userOf, visitor } from "../testing/scene";
import { deleteTestUsers, generateTestCode, generateTestEnchantedLink, generateTestMagicLink } from "./test-user";
import { createUser } from "./user-create";

const GRACE = "grace@example.com";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  await createUser(scene.deps, { loginId: ADA, test: true }, manager());
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps);
const generate = (more: object = {}) => generateTestCode(scene.deps, { loginId: ADA, ...more }, manager());
const verify = (code: string, loginId = ADA) => verifyEmailCode(scene.deps, { loginId, code }, testCaller(scene.deps));
const tokenOf = (link: string) => new URL(link).searchParams.get("t") ?? "";

type Ask = (loginId: string) => Promise<unknown>;
const anybody = () => testCaller(scene.deps);

/** Every request for a letter that anybody can make. */
const REQUESTS: Record<string, Ask> = {
  "sign-up code": (loginId) => requestSignUpCode(scene.deps, { loginId, email: ADA }, anybody()),
  "sign-in code": (loginId) => requestSignInCode(scene.deps, { loginId }, anybody()),
  "sign-up-or-in code": (loginId) => requestSignUpOrInCode(scene.deps, { loginId }, anybody()),
  "sign-up link": (loginId) => requestSignUpLink(scene.deps, { loginId }, anybody()),
  "sign-in link": (loginId) => requestSignInLink(scene.deps, { loginId }, anybody()),
  "sign-up-or-in link": (loginId) => requestSignUpOrInLink(scene.deps, { loginId }, anybody()),
  "enchanted sign-up": (loginId) => requestEnchantedSignUp(scene.deps, { loginId }, anybody()),
  "enchanted sign-in": (loginId) => requestEnchantedSignIn(scene.deps, { loginId }, anybody()),
  reset: (loginId) => resetPassword(scene.deps, { loginId }, anybody()),
  "sign-in code at a page": (loginId) => requestSignInCode(scene.deps, { loginId }, visitor(scene.deps)),
  "sign-up code at a page": (loginId) => requestSignUpCode(scene.deps, { loginId }, visitor(scene.deps)),
};

describe("a test user", () => {
  it.each(Object.entries(REQUESTS))("C30: is mailed nothing, however often it is asked for: %s", async (_, ask) => {
    expect(await outcomesOf(12, () => ask(ADA))).toEqual(new Array(12).fill("done"));

    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("C30: is mailed nothing of what changes in a session, and neither is a new address of theirs", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const signedIn = testCaller(scene.deps, refreshJwt);

    await requestUpdateCode(scene.deps, { loginId: ADA, email: GRACE }, signedIn);
    await requestUpdateLink(scene.deps, { loginId: ADA, email: GRACE }, signedIn);
    await updatePassword(scene.deps, { loginId: ADA, newPassword: "four kites above the bay" }, signedIn);

    expect(await collectLetters(scene.deps)).toEqual([]);
  });
});

describe("a code made for a test user", () => {
  it("C31: signs in without any request for one, once", async () => {
    const { loginId, code } = await generate();

    expect(loginId).toBe(ADA);
    expect(code).toMatch(/^\d{6}$/);
    expect(await outcomesAtOnce(5, () => verify(code))).toEqual({ done: 1, E061102: 4 });
  });

  it("C31: lets nobody in once the user is a person like others", async () => {
    const { code } = await generate();
    await scene.prisma.user.updateMany({ data: { test: false } });

    expect(await outcomeOf(verify(code))).toBe("E061102");
  });

  it.each(Object.entries(REQUESTS))("C31: outlives a request: %s", async (_, ask) => {
    const { code } = await generate();

    await ask(ADA);

    expect(await verify(code)).toMatchObject({ user: { loginIds: [ADA], test: true }, claims: { amr: ["email"] } });
  });

  it("C31: takes the place of the one before it, and lives as long as any", async () => {
    const first = await generate();
    const second = await generate();
    if (first.code !== second.code) expect(await outcomeOf(verify(first.code))).toBe("E061102");
    expect(await outcomeOf(verify(second.code))).toBe("done");

    const third = await generate();
    scene.deps.clock.advance({ minutes: 6 });
    expect(await outcomeOf(verify(third.code))).toBe("E061104");
  });

  it("C31: takes five tries, as any", async () => {
    const { code } = await generate();
    const wrong = code === "000000" ? "000001" : "000000";

    expect(await outcomesOf(5, () => verify(wrong))).toEqual(new Array(5).fill("E061102"));
    expect(await outcomeOf(verify(code))).toBe("E061103");
  });

  it.each(["sms", "voice", "whatsapp", "Embedded"])("C31: by %s signs in, and proves no address", async (deliveryMethod) => {
    await scene.prisma.user.updateMany({ data: { verifiedEmail: false } });
    const { code } = await generate({ deliveryMethod });

    expect(await verify(code)).toMatchObject({ user: { verifiedEmail: false } });
  });

  it("C31: is for who has no address, and for who is called by their ID", async () => {
    const { user } = await createUser(scene.deps, { loginId: "countess", test: true }, manager());

    const { loginId, code } = await generate({ loginId: user.userId });

    expect(loginId).toBe("countess");
    expect(await verify(code, "countess")).toMatchObject({ user: { userId: user.userId, email: "", verifiedEmail: false } });
  });

  it("C31: brings the options that it was made with, and those of the request it answers", async () => {
    const { code } = await generate({ loginOptions: { customClaims: { made: true, asked: false } } });
    await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { customClaims: { asked: true } } }, anybody());

    expect((await verify(code)).claims).toMatchObject({ nsec: { asked: true } });
    const alone = await generate({ loginOptions: { customClaims: { made: true } } });
    expect((await verify(alone.code)).claims).toMatchObject({ nsec: { made: true } });
  });

  it("C31: steps up, and changes an address, where that was asked for", async () => {
    const { refreshJwt, claims } = await enter(scene.deps, ADA);
    const signedIn = testCaller(scene.deps, refreshJwt);
    const first = await generate();
    await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { stepup: true } }, signedIn);
    expect(await verify(first.code)).toMatchObject({ claims: { sid: claims.sid, su: true } });

    const second = await generate();
    await requestUpdateCode(scene.deps, { loginId: ADA, email: GRACE }, signedIn);
    expect(await verify(second.code)).toMatchObject({ user: { email: GRACE, verifiedEmail: true } });
  });
});

describe("links made for a test user", () => {
  it("C31: sign in once, wherever they lead, also after a sign-up was asked for", async () => {
    const { link } = await generateTestMagicLink(scene.deps, { loginId: ADA, URI: "https://northfold.example/in?from=here" }, manager());
    await requestSignUpLink(scene.deps, { loginId: ADA }, anybody());

    expect(link).toMatch(/^https:\/\/northfold\.example\/in\?from=here&t=/);
    expect(await verifyMagicLink(scene.deps, { token: tokenOf(link) }, anybody())).toMatchObject({ user: { loginIds: [ADA] } });
    expect(await outcomeOf(verifyMagicLink(scene.deps, { token: tokenOf(link) }, anybody()))).toBe("E062504");
  });

  it("C31: let the waiting device in once they are opened", async () => {
    const { link, pendingRef } = await generateTestEnchantedLink(scene.deps, { loginId: ADA }, manager());
    await requestEnchantedSignIn(scene.deps, { loginId: ADA }, anybody());
    const collect = () => collectEnchantedSession(scene.deps, { pendingRef }, anybody());

    expect(await outcomeOf(collect())).toBe("E062503");
    await verifyEnchantedLink(scene.deps, { token: tokenOf(link) }, anybody());
    expect(await collect()).toMatchObject({ user: { loginIds: [ADA] } });
    expect(await outcomeOf(collect())).toBe("E062504");
  });
});

describe("codes and links", () => {
  it.each([
    ["a code", () => generate({ loginId: BOB })],
    ["a magic link", () => generateTestMagicLink(scene.deps, { loginId: BOB }, manager())],
    ["an enchanted link", () => generateTestEnchantedLink(scene.deps, { loginId: BOB }, manager())],
  ])("C32: are made for nobody who is no test user: %s", async (_, make) => {
    expect(await outcomeOf(make())).toBe("E112102");
    await createUser(scene.deps, { loginId: BOB }, manager());

    expect(await outcomeOf(make())).toBe("E112110");
    expect(await scene.prisma.challenge.count()).toBe(0);
  });
});

describe("deleting all test users", () => {
  it("ends their sessions and codes, leaves everybody else, and is told for each", async () => {
    const { deps, prisma } = scene;
    await createUser(deps, { loginId: "countess", test: true }, manager());
    const other = await enter(deps, BOB);
    const { refreshJwt } = await enter(deps, ADA);
    const { code } = await generate();

    await deleteTestUsers(deps, {}, manager());

    expect(await outcomeOf(refresh(deps, refreshJwt))).toBe("E064002");
    expect(await outcomeOf(verify(code))).toBe("E062108");
    expect(await prisma.challenge.count()).toBe(0);
    expect(await userOf(scene, BOB)).not.toBeNull();
    expect(await outcomeOf(refresh(deps, other.refreshJwt))).toBe("done");
    expect(await prisma.auditEvent.count({ where: { action: "UserDeleted", actorId: "MANAGEMENT_KEY" } })).toBe(2);
  });

  it("takes more than fit into one transaction", async () => {
    const { deps, prisma } = scene;
    const at = deps.clock.now();
    await prisma.user.createMany({
      data: Array.from({ length: 1001 }, (_, index) => ({ id: `U${index}`, test: true, createdAt: at, modifiedAt: at })),
    });

    await deleteTestUsers(deps, {}, manager());

    expect(await prisma.user.count()).toBe(0);
  });
});

import type { JWTResponse } from "@repo/contract/session";
import type { LetterOfKind } from "@repo/emails/letter";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../caller";
import { describeLink } from "../links/describe-link";
import { requestSignInLink } from "../links/magic-link";
import { updatePassword } from "../password/change";
import { addAuthenticator, showCode } from "../testing/authenticator";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce } from "../testing/outcome";
import {
  ADA,
  BOB,
  enter,
  openScene,
  proveAddresses,
  type Scene,
  sealedCaller,
  sessionIdOf,
  signIn,
  signUp,
  visitor,
} from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { disownSignIn } from "./disown";
import { changeSecondFactor } from "./overview";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const FIREFOX_NEXT = FIREFOX.replaceAll("145", "146");
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";

let scene: Scene;
let ada: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  ada = await signUp(scene.deps, ADA, {}, at({ userAgent: FIREFOX }));
  await proveAddresses(scene);
  scene.deps.clock.advance({ hours: 1 });
});

afterEach(() => scene.close());

function at(about: Partial<Caller>) {
  return testCaller(scene.deps, undefined, { address: "192.0.2.1", ...about });
}

async function alerts(): Promise<LetterOfKind<"signInAlert">[]> {
  return (await collectLetters(scene.deps)).filter((letter) => letter.kind === "signInAlert");
}

async function tokenOfAlert(): Promise<string> {
  const [letter] = await alerts();
  return new URL(letter?.props.url ?? "").searchParams.get("t") ?? "";
}

async function fail(times: number, loginId = ADA): Promise<void> {
  for (let index = 0; index < times; index++) {
    await outcomeOf(signIn(scene.deps, loginId, { password: "wrong" }, at({ userAgent: PHONE })));
    scene.deps.clock.advance({ minutes: 15 });
  }
}

describe("a sign-in", () => {
  it("S56: at a device that the account has not been used at is told by mail, with what and from where", async () => {
    await enter(scene.deps, ADA, {}, at({ userAgent: PHONE, address: "203.0.113.7", locale: "es" }));

    expect(await alerts()).toEqual([
      {
        kind: "signInAlert",
        to: ADA,
        locale: "es",
        props: {
          what: "newDevice",
          again: false,
          address: "203.0.113.7",
          url: expect.stringMatching(/^http:\/\/localhost:3000\/not-me\?t=/),
          askedBy: { userAgent: PHONE, at: "2026-03-01T13:00:00.000Z" },
          templateOptions: {},
        },
      },
    ]);
  });

  it.each<[name: string, about: () => Partial<Caller>]>([
    ["the program and address of the sign-up", () => ({ userAgent: FIREFOX })],
    ["the program after an update", () => ({ userAgent: FIREFOX_NEXT })],
    ["the program at a neighbouring address", () => ({ userAgent: FIREFOX, address: "192.0.2.200" })],
    [
      "a browser whose cookie says that it has signed in before, wherever it is",
      () => ({ userAgent: PHONE, address: "203.0.113.7", surface: "browser", devices: [{ userId: ada.user.userId, id: "mark" }] }),
    ],
  ])("is not told where it comes from %s", async (_, about) => {
    await enter(scene.deps, ADA, {}, at(about()));

    expect(await alerts()).toEqual([]);
  });

  it.each<[name: string, about: () => Partial<Caller>]>([
    ["another program at the address of the sign-up", () => ({ userAgent: PHONE })],
    ["the program at an address of another network", () => ({ userAgent: FIREFOX, address: "203.0.113.7" })],
    [
      "a browser that has signed in to another account",
      () => ({ userAgent: PHONE, surface: "browser", devices: [{ userId: "Ubob", id: "mark" }] }),
    ],
  ])("S56: is told where it comes from %s, and from then on no more", async (_, about) => {
    await enter(scene.deps, ADA, {}, at(about()));
    expect(await alerts()).toHaveLength(1);
    scene.deps.clock.advance({ hours: 1 });
    await enter(scene.deps, ADA, {}, at(about()));

    expect(await alerts()).toEqual([]);
  });

  it("is told to nobody who is new, has no proven address or is a test user", async () => {
    await signUp(scene.deps, BOB, {}, at({ userAgent: PHONE }));
    await scene.prisma.user.updateMany({ where: { email: BOB }, data: { verifiedEmail: true, test: true } });
    await enter(scene.deps, BOB, {}, at({ userAgent: FIREFOX }));
    await signUp(scene.deps, "carol@example.com", {}, at({ userAgent: PHONE }));
    await enter(scene.deps, "carol@example.com", {}, at({ userAgent: FIREFOX }));

    expect(await alerts()).toEqual([]);
  });

  it("is told once it is whole: not for the first of two steps", async () => {
    const { deps } = scene;
    const signedIn = await enter(deps, ADA, {}, at({ userAgent: FIREFOX }));
    const key = await addAuthenticator(deps, signedIn);
    await changeSecondFactor(deps, { required: true }, testCaller(deps, signedIn.refreshJwt));
    await collectLetters(deps);
    deps.clock.advance({ minutes: 1 });

    const half = await enter(deps, ADA, {}, at({ userAgent: PHONE, surface: "browser" }));
    expect(await alerts()).toEqual([]);
    const caller = testCaller(deps, undefined, {
      userAgent: PHONE,
      surface: "browser",
      credential: { kind: "sealed", sessionId: sessionIdOf(half) },
    });
    await verifyTotp(deps, { loginId: ADA, code: showCode(deps, key), loginOptions: { mfa: true } }, caller);

    expect(await alerts()).toMatchObject([{ props: { what: "newDevice" } }]);
  });

  it("E61: at one new device after another is told by one letter in ten minutes", async () => {
    for (let device = 0; device < 20; device++) await enter(scene.deps, ADA, {}, at({ address: `203.0.${device}.1` }));
    expect(await alerts()).toHaveLength(1);
    scene.deps.clock.advance({ minutes: 10 });

    expect(await alerts()).toMatchObject([{ props: { again: true } }]);
  });
});

describe("many wrong passwords", () => {
  it("E61: are told by mail at the tenth, and once a day however long they go on", async () => {
    await fail(9);
    expect(await alerts()).toEqual([]);
    await fail(1);
    expect(await alerts()).toMatchObject([{ to: ADA, props: { what: "failedTries", again: false } }]);

    await fail(10);
    expect(await alerts()).toEqual([]);
    scene.deps.clock.advance({ days: 1 });
    await fail(10);
    expect(await alerts()).toHaveLength(1);
  });

  it("are told to nobody where nobody has the name, or its address is not proven", async () => {
    await scene.prisma.user.updateMany({ data: { verifiedEmail: false } });
    await fail(10);
    await fail(10, "eve@example.com");

    expect(await alerts()).toEqual([]);
  });
});

describe("disownSignIn", () => {
  async function newDevice(): Promise<{ stranger: JWTResponse; token: string }> {
    const stranger = await enter(scene.deps, ADA, {}, at({ userAgent: PHONE }));
    return { stranger, token: await tokenOfAlert() };
  }

  const isLive = (response: JWTResponse) => scene.deps.store.sessions.isLive(sessionIdOf(response), scene.deps.clock.now());

  it("S56: ends every session and every letter that lets in, and is the way to a new password", async () => {
    const { deps } = scene;
    const { stranger, token } = await newDevice();
    await requestSignInLink(deps, { loginId: ADA }, at({ userAgent: PHONE }));
    expect(await describeLink(deps, token, "disown")).toMatchObject({ loginId: ADA });
    expect(await isLive(stranger)).toBe(true);

    const answer = (await disownSignIn(deps, { token }, visitor(deps))) as JWTResponse;

    expect([await isLive(stranger), await isLive(ada)]).toEqual([false, false]);
    expect(await scene.prisma.challenge.count({ where: { channel: "magicLink", usedAt: null } })).toBe(0);
    expect(answer.claims).toMatchObject({ sub: ada.user.userId, pending: "reset" });
    const caller = sealedCaller(deps, sessionIdOf(answer));
    expect(await outcomeOf(updatePassword(deps, { loginId: ADA, newPassword: "nine green bottles" }, caller))).toBe("done");
  });

  it("S56: works once, of many presses at once", async () => {
    const { token } = await newDevice();

    expect(await outcomesAtOnce(5, () => disownSignIn(scene.deps, { token }, visitor(scene.deps)))).toEqual({ done: 1, E062504: 4 });
  });

  it("S56: works for a day, and for no other kind of link", async () => {
    const { deps } = scene;
    const { token } = await newDevice();
    await requestSignInLink(deps, { loginId: ADA }, at({ userAgent: FIREFOX }));
    const letter = (await collectLetters(deps)).find(({ kind }) => kind === "magicLink") as LetterOfKind<"magicLink">;
    const other = new URL(letter.props.url).searchParams.get("t") ?? "";
    expect(await outcomeOf(disownSignIn(deps, { token: other }, visitor(deps)))).toBe("E062504");
    expect(await outcomeOf(disownSignIn(deps, { token: `${token}x` }, visitor(deps)))).toBe("E062504");

    deps.clock.advance({ hours: 24 });
    expect(await outcomeOf(disownSignIn(deps, { token }, visitor(deps)))).toBe("E062504");
  });

  // Whoever is in would else take the owner's link away by a new password.
  it("S56: outlives what whoever is in changes, and signs nobody in once the address is another", async () => {
    const { deps } = scene;
    const { stranger, token } = await newDevice();
    await updatePassword(deps, { loginId: ADA, newPassword: "their own long password" }, testCaller(deps, stranger.refreshJwt));
    await scene.prisma.user.updateMany({ where: { email: ADA }, data: { email: "mallory@example.com" } });

    expect(await disownSignIn(deps, { token }, visitor(deps))).toEqual({});
    expect(await isLive(stranger)).toBe(false);
  });

  it("makes the device new again, and none that was known before", async () => {
    const { token } = await newDevice();
    await disownSignIn(scene.deps, { token }, visitor(scene.deps));
    await collectLetters(scene.deps);
    scene.deps.clock.advance({ hours: 1 });

    await enter(scene.deps, ADA, {}, at({ userAgent: FIREFOX }));
    expect(await alerts()).toEqual([]);
    await enter(scene.deps, ADA, {}, at({ userAgent: PHONE }));
    expect(await alerts()).toHaveLength(1);
  });

  it("signs nobody in to an account without a password", async () => {
    const { token } = await newDevice();
    await scene.prisma.password.deleteMany();

    expect(await disownSignIn(scene.deps, { token }, visitor(scene.deps))).toEqual({});
    expect(await isLive(ada)).toBe(false);
  });
});

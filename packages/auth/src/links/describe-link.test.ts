import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectTokens, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, proveAddresses, type Scene } from "../testing/scene";
import { describeLink } from "./describe-link";
import { requestEnchantedSignIn, verifyEnchantedLink } from "./enchanted-link";
import { requestSignInLink, requestSignUpOrInLink, requestUpdateLink, verifyMagicLink } from "./magic-link";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

async function ask(loginId = ADA): Promise<string> {
  await requestSignUpOrInLink(scene.deps, { loginId }, testCaller(scene.deps));
  const [token = ""] = await collectTokens(scene.deps);
  return token;
}

const ADAS = {
  kind: "live",
  purpose: "signUpOrIn",
  loginId: ADA,
  maskedLoginId: "a***@example.com",
  maskedEmail: "a***@example.com",
  asks: null,
  secondFactor: false,
  number: "",
  askedTime: expect.any(Number),
  askedBy: "",
};

/** The number of the one link of three whose digest is that of the challenge. */
async function numberOfRight(tokens: readonly string[], numbers: readonly string[]): Promise<string | undefined> {
  const challenge = await scene.prisma.challenge.findFirstOrThrow({ where: { channel: "enchantedLink" } });
  const secretOf = (token: string) => token.split(".")[1] ?? "";
  const right = tokens.findIndex((token) => scene.deps.sealer.matches("link", `${challenge.id}:${secretOf(token)}`, challenge.digest));
  return numbers[right];
}

describe("describeLink", () => {
  it("R20: tells whose a link is, as often as it is asked, and leaves it good", async () => {
    const token = await ask();

    expect(await describeLink(scene.deps, token, "magicLink")).toEqual(ADAS);
    expect(await describeLink(scene.deps, token, "magicLink")).toEqual(ADAS);
    expect(await verifyMagicLink(scene.deps, { token }, testCaller(scene.deps))).toMatchObject({ user: { loginIds: [ADA] } });
  });

  it.each([
    ["loginId", { addToLoginIDs: true }],
    ["address", {}],
  ])("C21: tells what the account that had a link sent could do with it: %s", async (asks, more) => {
    const { refreshJwt } = await enter(scene.deps, "countess");
    await requestUpdateLink(scene.deps, { loginId: "countess", email: ADA, ...more }, testCaller(scene.deps, refreshJwt));
    const [token = ""] = await collectTokens(scene.deps);

    expect(await describeLink(scene.deps, token, "magicLink")).toMatchObject({
      maskedLoginId: "c***",
      maskedEmail: "a***@example.com",
      asks,
    });
  });

  it("C21: tells a link that a session asked for to confirm it", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    await proveAddresses(scene);
    await requestSignInLink(scene.deps, { loginId: ADA, loginOptions: { stepup: true } }, testCaller(scene.deps, refreshJwt));
    const [token = ""] = await collectTokens(scene.deps);

    expect(await describeLink(scene.deps, token, "magicLink")).toMatchObject({ asks: "confirmation" });
  });

  it("R37: says of a link that it is used, too old, of another kind or made up, and uses nothing up", async () => {
    const token = await ask();
    const other = await ask();

    expect(await describeLink(scene.deps, token, "enchantedLink")).toEqual({ kind: "unknown" });
    for (const wrong of [`${token}x`, token.split(".")[0] ?? "", `${token.split(".")[0]}.`, "", "."]) {
      expect(await describeLink(scene.deps, wrong, "magicLink"), wrong).toEqual({ kind: "unknown" });
    }
    await verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));
    expect(await describeLink(scene.deps, token, "magicLink")).toEqual({ kind: "used" });
    expect(await describeLink(scene.deps, other, "magicLink")).toMatchObject({ kind: "live" });
    scene.deps.clock.advance({ minutes: 10 });
    expect(await describeLink(scene.deps, other, "magicLink")).toEqual({ kind: "expired" });
  });

  it.each([
    ["whose user is disabled", "disabled", () => scene.prisma.user.updateMany({ data: { status: "disabled" } })],
    ["whose user has another address by now", "unknown", () => scene.prisma.user.updateMany({ data: { email: "ada@elsewhere.example" } })],
    ["whose user is gone", "unknown", () => scene.prisma.user.deleteMany()],
    ["that a reset has made void", "used", () => scene.prisma.challenge.updateMany({ data: { usedAt: new Date(), digest: "" } })],
  ] as const)("R37: says before the click that it would do nothing, of a link %s", async (_, kind, change) => {
    await enter(scene.deps, ADA);
    await proveAddresses(scene);
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);
    expect(await describeLink(scene.deps, token, "magicLink")).toMatchObject({ kind: "live" });

    await change();

    expect(await describeLink(scene.deps, token, "magicLink")).toEqual({ kind });
    expect(await outcomeOf(verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)))).not.toBe("done");
  });

  it("R37: says before the click that it would do nothing, of a link whose session has ended", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    await requestUpdateLink(scene.deps, { loginId: ADA, email: "ada@elsewhere.example" }, testCaller(scene.deps, refreshJwt));
    const [token = ""] = await collectTokens(scene.deps);

    await scene.prisma.session.updateMany({ data: { revokedAt: scene.deps.clock.now() } });

    expect(await describeLink(scene.deps, token, "magicLink")).toEqual({ kind: "unknown" });
  });

  it("C7, R36: tells each of three numbered links alike but for its number, with what asked, and none once one was chosen", async () => {
    await ask().then((token) => verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)));
    const caller = { ...testCaller(scene.deps), userAgent: "x".repeat(2000) };
    const { linkId } = await requestEnchantedSignIn(scene.deps, { loginId: ADA }, caller);
    const tokens = await collectTokens(scene.deps);
    const tell = () => Promise.all(tokens.map((token) => describeLink(scene.deps, token, "enchantedLink")));

    const told = await tell();
    const number = expect.stringMatching(/^\d\d$/);
    expect(told).toEqual(Array(3).fill({ ...ADAS, purpose: "signIn", number, askedBy: "x".repeat(500) }));
    const numbers = told.map((one) => (one.kind === "live" ? one.number : ""));
    expect(new Set(numbers).size).toBe(3);
    expect(await numberOfRight(tokens, numbers)).toBe(linkId);
    for (const token of tokens) await verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps)).catch(() => undefined);
    expect(await tell()).toEqual(Array(3).fill({ kind: "used" }));
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectTokens, testCaller } from "../testing/deps";
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

const ADAS = { purpose: "signUpOrIn", loginId: ADA, maskedLoginId: "a***@example.com", maskedEmail: "a***@example.com", asks: null };

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

  it("says nothing of a link that is used, expired, of another kind or made up", async () => {
    const token = await ask();
    const other = await ask();

    expect(await describeLink(scene.deps, token, "enchantedLink")).toBeNull();
    for (const wrong of [`${token}x`, token.split(".")[0] ?? "", `${token.split(".")[0]}.`, "", "."]) {
      expect(await describeLink(scene.deps, wrong, "magicLink"), wrong).toBeNull();
    }
    await verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));
    expect(await describeLink(scene.deps, token, "magicLink")).toBeNull();
    scene.deps.clock.advance({ minutes: 10 });
    expect(await describeLink(scene.deps, other, "magicLink")).toBeNull();
  });

  it("C7: tells each of three numbered links alike, and none once one was chosen", async () => {
    await ask().then((token) => verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)));
    await requestEnchantedSignIn(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const tokens = await collectTokens(scene.deps);
    const tell = () => Promise.all(tokens.map((token) => describeLink(scene.deps, token, "enchantedLink")));

    expect(await tell()).toEqual(Array(3).fill({ ...ADAS, purpose: "signIn" }));
    for (const token of tokens) await verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps)).catch(() => undefined);
    expect(await tell()).toEqual([null, null, null]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignIn, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignInLink, requestUpdateLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { resetPassword, updatePassword } from "../password/change";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { readBase32, showCode } from "../testing/authenticator";
import { collectCode, collectTokens, testCaller } from "../testing/deps";
import { ADA, openSceneOnFile, type SceneOnFile } from "../testing/scene";
import { signUpWithTotp, updateTotp } from "../totp/enrol";
import { verifyTotp } from "../totp/verify";

const NEW_PASSWORD = "nine yellow bottles";

let scene: SceneOnFile;

beforeEach(async () => {
  scene = await openSceneOnFile();
});

afterEach(() => scene.close());

/** Which of the needles lie in the database file or its log, as they are, in hexadecimal, in base64 or in base64url. */
async function findStored(needles: Record<string, string | Buffer>): Promise<string[]> {
  const database = await scene.readFiles();
  return Object.entries(needles).flatMap(([name, needle]) => {
    const bytes = Buffer.from(needle);
    const spellings = [bytes, ...(["hex", "base64", "base64url"] as const).map((encoding) => Buffer.from(bytes.toString(encoding)))];
    return spellings.some((spelling) => database.includes(spelling)) ? [name] : [];
  });
}

/** A link's token, as it is, and the secret in it. */
function needlesOf(name: string, token: string): [string, string | Buffer][] {
  const secret = token.split(".").at(-1) ?? "";
  return [
    [name, secret],
    [`${name}, its bytes`, Buffer.from(secret, "base64url")],
  ];
}

// Whoever carries the database away must not be able to finish a sign-in that was begun, nor to show anybody's second factor.
describe("the database file", () => {
  it("7.1, C8, F2, F9: holds no code, link token, authenticator key or recovery code, used or not", async () => {
    const { deps } = scene;
    const stranger = testCaller(deps);
    const needles: [string, string | Buffer][] = [["new password", NEW_PASSWORD]];

    await requestSignUpCode(deps, { loginId: ADA }, stranger);
    const signUpCode = await collectCode(deps);
    const { refreshJwt } = await verifyEmailCode(deps, { loginId: ADA, code: signUpCode }, stranger);
    const ada = testCaller(deps, refreshJwt);
    await requestSignInCode(deps, { loginId: ADA }, stranger);
    needles.push(["used code", signUpCode], ["code that is out", await collectCode(deps)]);
    await requestUpdateCode(deps, { loginId: ADA, email: "new@example.com" }, ada);
    needles.push(["code of a change of address", await collectCode(deps)]);

    await requestSignInLink(deps, { loginId: ADA }, stranger);
    const [used = ""] = await collectTokens(deps);
    await verifyMagicLink(deps, { token: used }, stranger);
    await requestUpdateLink(deps, { loginId: ADA, email: "new@example.com" }, ada);
    const [unused = ""] = await collectTokens(deps);
    const { pendingRef, linkId } = await requestEnchantedSignIn(deps, { loginId: ADA }, stranger);
    const [right = "", ...wrong] = await collectTokens(deps, linkId);
    needles.push(...needlesOf("used link", used), ...needlesOf("unused link", unused), ...needlesOf("reference", pendingRef));
    for (const token of [right, ...wrong]) needles.push(...needlesOf("enchanted link", token));
    await verifyEnchantedLink(deps, { token: right }, stranger);
    await collectEnchantedSession(deps, { pendingRef }, stranger);
    deps.clock.advance({ hours: 1 });
    await resetPassword(deps, { loginId: ADA }, stranger);
    const [resetToken = ""] = await collectTokens(deps);
    needles.push(...needlesOf("reset link", resetToken));
    const reset = await verifyMagicLink(deps, { token: resetToken }, stranger);
    const owner = testCaller(deps, reset.refreshJwt);
    await updatePassword(deps, { loginId: ADA, newPassword: NEW_PASSWORD }, owner);

    const { key: active } = await updateTotp(deps, { loginId: ADA }, owner);
    await verifyTotp(deps, { loginId: ADA, code: showCode(deps, active) }, stranger);
    const { key: pending } = await updateTotp(deps, { loginId: ADA }, owner);
    const { key: signUpKey } = await signUpWithTotp(deps, { loginId: "bob@example.com" }, stranger);
    for (const key of [active, pending, signUpKey]) needles.push([`key ${key}`, key], [`key ${key}, its bytes`, readBase32(key)]);

    const { codes } = await createRecoveryCodes(deps, { loginId: ADA }, owner);
    await signInWithRecoveryCode(deps, { loginId: ADA, code: codes[0]?.code ?? "" }, stranger);
    for (const { code } of codes) needles.push([`recovery code ${code}`, code], [`recovery code ${code}, plain`, code.replaceAll("-", "")]);

    expect(needles.length).toBeGreaterThan(40);
    expect(await findStored(Object.fromEntries(needles))).toEqual([]);
    // That the search finds what is there:
    expect(await findStored({ "login ID": ADA, "challenge ID": used.split(".")[0] ?? "" })).toEqual(["login ID", "challenge ID"]);
  });
});

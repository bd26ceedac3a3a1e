import { otpSignInEmail } from "@repo/contract/otp";
import { passwordReset } from "@repo/contract/password";
import { profileUpdate } from "@repo/contract/profile";
import { expect, it } from "vitest";
import { requestSignInCode, requestSignUpCode } from "../otp/request-code";
import { resetPassword } from "../password/change";
import { updateProfile } from "../profile/update";
import { collectLetters, testCaller } from "../testing/deps";
import { ADA, BOB, enter, openScene, proveAddresses } from "../testing/scene";

it("U141: letters are in the language that their reader has chosen, whoever causes them, unless the request names another", async () => {
  const scene = await openScene({ maskErrors: true });
  const { deps } = scene;
  const { refreshJwt } = await enter(deps, ADA);
  await enter(deps, BOB);
  await proveAddresses(scene);
  const owner = testCaller(deps, refreshJwt);
  const somebody = testCaller(deps, undefined, { surface: "browser", locale: "es" });
  await collectLetters(deps);
  await updateProfile(deps, profileUpdate.input.parse({ language: "de" }), owner);

  await requestSignInCode(deps, otpSignInEmail.input.parse({ loginId: ADA }), somebody);
  await requestSignUpCode(deps, { loginId: ADA }, somebody);
  await resetPassword(deps, passwordReset.input.parse({ loginId: ADA }), testCaller(deps));
  await requestSignInCode(deps, otpSignInEmail.input.parse({ loginId: ADA, loginOptions: { locale: "en" } }), somebody);
  await requestSignInCode(deps, otpSignInEmail.input.parse({ loginId: BOB }), somebody);
  await requestSignInCode(deps, otpSignInEmail.input.parse({ loginId: BOB }), testCaller(deps));

  const letters = await collectLetters(deps);
  // Those of one moment go out in any order.
  expect(letters.map(({ to, kind, locale }) => `${to} ${kind} ${locale}`).toSorted()).toEqual([
    `${ADA} alreadyRegistered de`,
    `${ADA} emailCode de`,
    `${ADA} emailCode en`,
    `${ADA} magicLink de`,
    `${BOB} emailCode `,
    `${BOB} emailCode es`,
  ]);
  await scene.close();
});

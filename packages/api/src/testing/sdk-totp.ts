import { authenticatorCode } from "@repo/auth/testing/totp";
import { LOGIN_ID, type SdkScene } from "./sdk";

/** What an app with this key shows now, or some steps of 30 s away. */
export function codeOf({ server }: SdkScene, key: string, steps = 0): string {
  return authenticatorCode(key, new Date(server.deps.clock.now().getTime() + steps * 30_000));
}

/** A code that the app shows neither now nor a step away. */
export function wrongCodeOf(scene: SdkScene, key: string): string {
  const near = [-1, 0, 1].map((steps) => codeOf(scene, key, steps));
  return ["000000", "000001", "000002", "000003"].find((code) => !near.includes(code)) ?? "";
}

/** The next code is another one. */
export function nextStep({ server }: SdkScene): void {
  server.deps.clock.advance({ seconds: 30 });
}

/** Signs up with a password, adds an authenticator, and waits for its next code. */
export async function joinWithBoth(scene: SdkScene): Promise<{ key: string; refreshJwt: string }> {
  const { refreshJwt } = await scene.signUp();
  const { data } = await scene.sdk.totp.update(LOGIN_ID, refreshJwt);
  const key = data?.key ?? "";
  await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key));
  nextStep(scene);
  return { key, refreshJwt };
}

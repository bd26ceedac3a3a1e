import { createHmac } from "node:crypto";
import type { JWTResponse } from "@repo/contract/session";
import type { AuthDeps } from "../deps";
import { createRecoveryCodes } from "../recovery/codes";
import { updateTotp } from "../totp/enrol";
import { newTotpSecret } from "../totp/key";
import { verifyTotp } from "../totp/verify";
import { describeNewUser } from "../user/new-user";
import { type TestDeps, testCaller } from "./deps";
import { ADA, addTenant, enter, grantRole, PASSWORD, type Scene } from "./scene";

// An authenticator app, written from RFC 4226 and RFC 6238: ours is checked against something that shares no code with it.

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_SECONDS = 30;

/** The bytes of an unpadded base32 string (RFC 4648). */
export function readBase32(text: string): Buffer {
  const bits = [...text].map((character) => BASE32.indexOf(character).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}

/** RFC 6238 with SHA-1: HOTP of the number of 30-second steps since 1970. */
export function totp(secret: Buffer, at: Date, digits = 6): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 1000 / STEP_SECONDS)));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/** What the app shows for this key, by a clock that is so many steps ahead of the server's. */
export function showCode(deps: AuthDeps, key: string, stepsAhead = 0): string {
  return totp(readBase32(key), new Date(deps.clock.now().getTime() + stepsAhead * STEP_SECONDS * 1000));
}

/** Six digits that this key shows at no time near now; another one for each index. */
export function wrongCode(deps: AuthDeps, key: string, index = 0): string {
  const near = Array.from({ length: 9 }, (_, step) => showCode(deps, key, step - 4));
  const codes = Array.from({ length: index + 1 + near.length }, (_, number) => String(number * 7919).padStart(6, "0"));
  return codes.filter((code) => !near.includes(code))[index] ?? "";
}

/** Adds an authenticator to the account of someone signed in, and moves on to the next step. Answers its key. */
export async function addAuthenticator(deps: TestDeps, { refreshJwt, user }: JWTResponse): Promise<string> {
  const loginId = user.loginIds[0] ?? "";
  const caller = testCaller(deps, refreshJwt);
  const { key } = await updateTotp(deps, { loginId }, caller);
  await verifyTotp(deps, { loginId, code: showCode(deps, key), loginOptions: { stepup: true } }, caller);
  deps.clock.advance({ seconds: STEP_SECONDS });
  return key;
}

let passwordHash: Promise<string> | undefined;

/**
 * Ada has a proven address, PASSWORD, a role, a tenant, an authenticator and recovery codes, and asks for two factors. Stored as the
 * operations would, for suites that begin where those end.
 */
export async function askForTwo(
  scene: Pick<Scene, "deps" | "prisma">,
): Promise<{ owner: JWTResponse; key: string; recoveryCodes: string[] }> {
  const { deps } = scene;
  const now = deps.clock.now();
  passwordHash ??= deps.passwords.hash(PASSWORD);
  const user = { ...describeNewUser(deps, ADA), verifiedEmail: true, passwordHash: await passwordHash };
  await deps.store.users.create(user);
  await addTenant(scene, "T1", { members: [user.id] });
  await grantRole(scene, user.id, { name: "admin", permissions: ["everything"] });
  const owner = await enter(deps, ADA);
  const key = newTotpSecret(deps);
  await deps.store.factors.putTotp(user.id, deps.sealer.seal("totp-key", user.id, key), 0, now);
  const { codes } = await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, owner.refreshJwt));
  await deps.store.factors.setSecondFactor(user.id, true, now);
  return { owner, key, recoveryCodes: codes.map(({ code }) => code) };
}

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { JWTResponse } from "@repo/contract/session";
import type { Letter, SecurityChange } from "@repo/emails/letter";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyMagicLink } from "../links/magic-link";
import { updateLoginId } from "../management/user-addresses";
import { removeRecoveryCodes, removeTotpSeed } from "../management/user-factors";
import { expirePassword, setActivePassword } from "../management/user-password";
import { patchUser } from "../management/user-update";
import { requestSignInCode, requestSignUpCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { resetPassword, updatePassword } from "../password/change";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { changeSecondFactor } from "../security/overview";
import { addAuthenticator, showCode } from "../testing/authenticator";
import { collectCode, collectLetters, collectTokens, managementCaller, testCaller } from "../testing/deps";
import { ADA, openScene, type Scene, sealedCaller, sessionIdOf, signUp, visitor } from "../testing/scene";
import { updateTotp } from "../totp/enrol";
import { removeTotp } from "../totp/remove";
import { verifyTotp } from "../totp/verify";
import { askForDeletion } from "./deletion";
import { undoEmailChange } from "./email-undo";
import { removeOwnLoginId } from "./own-login-ids";

// Whatever takes a password, an app, recovery codes, a name or a session away says so by mail. The pages say it too: that the journeys show.

let scene: Scene;
let signedIn: JWTResponse;
let key: string;
let recoveryCode: string;
const kept: Letter[] = [];

beforeEach(async () => {
  scene = await openScene();
  const { deps } = scene;
  signedIn = await signUp(deps, ADA);
  key = await addAuthenticator(deps, signedIn);
  const { codes } = await createRecoveryCodes(deps, { loginId: ADA }, testCaller(deps, signedIn.refreshJwt));
  recoveryCode = codes[0]?.code ?? "";
  await scene.prisma.user.updateMany({ data: { verifiedEmail: true } });
});

afterEach(() => scene.close());

const caller = () => testCaller(scene.deps, signedIn.refreshJwt);
const manager = () => managementCaller(scene.deps);
const loginId = ADA;
const NEW = "nine yellow bottles";

/** Of its owner, by a code that anybody could ask for. */
async function signInByCode() {
  await requestSignInCode(scene.deps, { loginId }, visitor(scene.deps));
  return verifyEmailCode(scene.deps, { loginId, code: await collectCode(scene.deps) }, visitor(scene.deps));
}

/** The link of the letter to the former address is answered, and kept for the test. */
async function changeAtPage(): Promise<string> {
  const page = sealedCaller(scene.deps, sessionIdOf(signedIn));
  await requestUpdateCode(scene.deps, { loginId, email: "ada@elsewhere.example", addToLoginIDs: true }, page);
  await verifyEmailCode(scene.deps, { loginId, code: await collectCode(scene.deps) }, page);
  // Read twice: here for its link, and below.
  const letters = await collectLetters(scene.deps);
  kept.push(...letters);
  return letters.flatMap((letter) => (letter.kind === "emailChanged" ? [letter.props.url] : []))[0] ?? "";
}

/** What takes something away, by the letter that says so. */
const WALKS: Record<string, { says: SecurityChange | Letter["kind"]; walk(): Promise<unknown> }> = {
  "removing the app": {
    says: "authenticatorRemoved",
    walk: () => removeTotp(scene.deps, { code: showCode(scene.deps, key) }, caller()),
  },
  "replacing the app": {
    says: "authenticatorReplaced",
    async walk() {
      const next = await updateTotp(scene.deps, { loginId }, caller());
      await verifyTotp(scene.deps, { loginId, code: showCode(scene.deps, next.key) }, caller());
    },
  },
  "new recovery codes": { says: "recoveryCodesMade", walk: () => createRecoveryCodes(scene.deps, { loginId }, caller()) },
  "using a recovery code": {
    says: "recoveryCodeUsed",
    walk: () => signInWithRecoveryCode(scene.deps, { loginId, code: recoveryCode }, testCaller(scene.deps)),
  },
  "turning two steps off": {
    says: "secondFactorOff",
    async walk() {
      await scene.prisma.user.updateMany({ data: { secondFactor: true } });
      await changeSecondFactor(scene.deps, { required: false }, caller());
    },
  },
  "changing the password": {
    says: "passwordChanged",
    walk: () => updatePassword(scene.deps, { loginId, newPassword: NEW }, caller()),
  },
  "a reset": {
    says: "passwordChanged",
    async walk() {
      await resetPassword(scene.deps, { loginId }, visitor(scene.deps));
      const [token = ""] = await collectTokens(scene.deps);
      const reset = await verifyMagicLink(scene.deps, { token }, visitor(scene.deps));
      await updatePassword(scene.deps, { loginId, newPassword: NEW }, sealedCaller(scene.deps, sessionIdOf(reset)));
    },
  },
  "confirming the email from outside": {
    says: "setUpBeforeRemoved",
    async walk() {
      await scene.prisma.user.updateMany({ data: { verifiedEmail: false } });
      await signInByCode();
    },
  },
  "changing the email": {
    says: "emailChanged",
    async walk() {
      await requestUpdateCode(scene.deps, { loginId, email: "ada@elsewhere.example" }, caller());
      await verifyEmailCode(scene.deps, { loginId, code: await collectCode(scene.deps) }, testCaller(scene.deps));
    },
  },
  "changing the email at a page": { says: "emailChanged", walk: () => changeAtPage() },
  "taking a change of email back": {
    says: "emailChangeUndone",
    async walk() {
      const url = await changeAtPage();
      await undoEmailChange(scene.deps, { token: new URL(url).searchParams.get("t") ?? "" }, visitor(scene.deps));
    },
  },
  "deleting the account": {
    says: "deletionAsked",
    async walk() {
      await askForDeletion(scene.deps, {}, caller());
    },
  },
  "removing a name": {
    says: "signInNameRemoved",
    async walk() {
      await scene.deps.store.users.addLoginId(signedIn.user.userId, "countess");
      await removeOwnLoginId(scene.deps, { loginId: "countess" }, caller());
    },
  },
  "signing up with an address that somebody left behind": {
    says: "loginIdRemoved",
    async walk() {
      await scene.prisma.user.updateMany({ data: { email: "ada@elsewhere.example" } });
      await requestSignUpCode(scene.deps, { loginId }, visitor(scene.deps));
      await verifyEmailCode(scene.deps, { loginId, code: await collectCode(scene.deps) }, visitor(scene.deps));
    },
  },
  "management: setting a password": {
    says: "passwordChanged",
    walk: () => setActivePassword(scene.deps, { loginId, password: NEW }, manager()),
  },
  "management: expiring the password": { says: "passwordExpired", walk: () => expirePassword(scene.deps, { loginId }, manager()) },
  "management: removing the app": { says: "authenticatorRemoved", walk: () => removeTotpSeed(scene.deps, { loginId }, manager()) },
  "management: removing recovery codes": {
    says: "recoveryCodesRemoved",
    walk: () => removeRecoveryCodes(scene.deps, { loginId }, manager()),
  },
  "management: replacing a name": {
    says: "loginIdRemoved",
    walk: () => updateLoginId(scene.deps, { loginId, newLoginId: "countess" }, manager()),
  },
  "management: removing a name": {
    says: "loginIdRemoved",
    async walk() {
      await scene.deps.store.users.addLoginId(signedIn.user.userId, "countess");
      await updateLoginId(scene.deps, { loginId: "countess", newLoginId: "" }, manager());
    },
  },
  "management: setting names": {
    says: "loginIdRemoved",
    async walk() {
      await scene.deps.store.users.addLoginId(signedIn.user.userId, "countess");
      await patchUser(scene.deps, { loginId, additionalLoginIds: [] }, manager());
    },
  },
};

describe("what takes something away", () => {
  it.each(Object.entries(WALKS))("R34: says so by mail: %s", async (_, { says, walk }) => {
    await collectLetters(scene.deps);
    scene.deps.clock.advance({ minutes: 11 });

    await walk();

    const told = [...kept.splice(0), ...(await collectLetters(scene.deps))].map((letter) =>
      letter.kind === "securityNotice" ? letter.props.what : letter.kind,
    );
    expect(told).toContain(says);
  });
});

/** Why nothing is mailed. */
const OWN = "its owner asks for just that, and the page answers";
const MANAGED = "the people who run the app decide, and tell by what the next page says";

/** Each place that takes something away: what walks there, or why nothing is mailed. */
const PLACES: Record<string, readonly string[] | string> = {
  "challenge/finish.ts: endResets": ["a reset"],
  "management/impersonation.ts: revoke": "it is of who acts in the user's name, who goes back to their own",
  "management/impersonation.ts: revokeImpersonations": "they are of others, who acted in the user's name",
  "management/test-user.ts: removeAll": "test users are nobody",
  "management/user-addresses.ts: removeLoginId": ["management: removing a name"],
  "management/user-addresses.ts: replaceLoginId": ["management: replacing a name"],
  "management/user-delete.ts: removeAll": MANAGED,
  "management/user-factors.ts: removeRecoveryCodes": ["management: removing recovery codes", "management: removing the app"],
  "management/user-factors.ts: removeTotp": ["management: removing the app"],
  "management/user-factors.ts: setSecondFactor": ["management: removing the app"],
  "management/user-password.ts: endResets": ["management: setting a password"],
  "management/user-password.ts: endSessions": ["management: setting a password", "management: expiring the password"],
  "management/user-password.ts: expire": ["management: expiring the password"],
  "management/user-password.ts: putPassword": ["management: setting a password"],
  "management/user-update.ts: endSessionsAndLetters": MANAGED,
  "management/user-update.ts: setLoginIds": ["management: setting names"],
  "management/user.ts: endSessions": MANAGED,
  "management/user.ts: endSessionsAndLetters": MANAGED,
  "password/change.ts: endSessionsAndLetters": ["a reset"],
  "password/new-password.ts: endResets": ["changing the password"],
  "password/new-password.ts: putPassword": ["changing the password"],
  "recovery/codes.ts: putRecoveryCodes": ["new recovery codes"],
  "recovery/codes.ts: spendRecoveryCode": ["using a recovery code"],
  "security/disown.ts: endSessionsAndLetters":
    "the letter and the page that lead there say so, before whoever reads them presses the button",
  "security/keep.ts: setSecondFactor": "it is turned on",
  "security/overview.ts: setSecondFactor": ["turning two steps off"],
  "session/complete-sign-in.ts: endSessions": OWN,
  "session/end.ts: revokeAll": "each of those who call it is listed here",
  "session/end.ts: revokeResets": "each of those who call it is listed here",
  "session/resolve.ts: revoke": "a refresh token was used twice: either of the two has been told to sign in again",
  "session/sign-out.ts: endSessions": OWN,
  "session/sign-out.ts: revoke": OWN,
  "totp/remove.ts: removeRecoveryCodes": ["removing the app"],
  "totp/remove.ts: removeTotp": ["removing the app"],
  "totp/remove.ts: setSecondFactor": ["removing the app"],
  "totp/verify.ts: putTotp": ["replacing the app"],
  "totp/verify.ts: setSecondFactor": "it is turned on",
  "user/deletion.ts: endSessionsAndLetters": ["deleting the account"],
  "user/email-undo.ts: endSessionsAndLetters": ["taking a change of email back"],
  "user/email-undo.ts: replaceLoginId": ["taking a change of email back"],
  "user/email-undo.ts: setLoginIds": ["taking a change of email back"],
  "user/email-undo.ts: setVerifiedEmail": ["taking a change of email back"],
  "user/own-login-ids.ts: removeLoginId": ["removing a name"],
  "user/own-login-ids.ts: replaceLoginId": ["changing the email at a page"],
  "user/prove-email.ts: endSessions": ["confirming the email from outside"],
  "user/prove-email.ts: removePassword": ["confirming the email from outside"],
  "user/prove-email.ts: removeRecoveryCodes": ["confirming the email from outside"],
  "user/prove-email.ts: removeTotp": ["confirming the email from outside"],
  "user/prove-email.ts: setSecondFactor": ["confirming the email from outside"],
  "user/prove-email.ts: setVerifiedEmail": ["changing the email"],
  "user/release-login-id.ts: removeLoginId": ["signing up with an address that somebody left behind"],
};

const TAKES =
  /\.(removePassword|putPassword|expire|removeTotp|putTotp|removeRecoveryCodes|putRecoveryCodes|spendRecoveryCode|setSecondFactor|removeLoginId|replaceLoginId|setLoginIds|setVerifiedEmail|revoke|revokeAll|revokeResets|revokeImpersonations|removeAll)\(|await (endSessions|endSessionsAndLetters|endResets)\(|= await (endSessions)\(/g;

/** Every place below this folder that asks the store to take something away, by file and name. */
function findPlaces(folder: string, root = folder): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "testing" ? [] : findPlaces(path, root);
    if (!/(?<!\.test)\.ts$/.test(entry.name)) return [];
    return [...readFileSync(path, "utf8").matchAll(TAKES)].map(([, one, two, three]) => `${relative(root, path)}: ${one ?? two ?? three}`);
  });
}

describe("the places that take something away", () => {
  it("R34: are known, and what walks there is walked above", () => {
    expect([...new Set(findPlaces(join(import.meta.dirname, "..")))].sort()).toEqual(Object.keys(PLACES).sort());
    const walked = Object.values(PLACES).flatMap((by) => (typeof by === "string" ? [] : by));
    expect(walked.filter((name) => !(name in WALKS))).toEqual([]);
  });
});

import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { updateEmail } from "../management/user-addresses";
import { requestSignInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectCode, collectLetters, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import {
  ADA,
  BOB,
  enter,
  openScene,
  proveAddresses,
  type Scene,
  sealedCaller,
  sessionIdOf,
  signUp,
  userOf,
  visitor,
} from "../testing/scene";
import { describeEmailUndo, undoEmailChange } from "./email-undo";
import { removeOwnLoginId } from "./own-login-ids";

const NEW = "new@example.com";
const THIRD = "third@example.com";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Somebody signed in at a page, with a proven address unless said otherwise. */
async function atPage(
  loginId: string,
  { isProven = true } = {},
): Promise<{ answer: JWTResponse; caller: ReturnType<typeof sealedCaller> }> {
  const answer = await enter(scene.deps, loginId, {}, visitor(scene.deps));
  if (isProven) await proveAddresses(scene);
  return { answer, caller: sealedCaller(scene.deps, sessionIdOf(answer)) };
}

/** Changes the address as a page does. Answers the tokens of the undos that were mailed, by address. */
async function change(caller: ReturnType<typeof testCaller>, from: string, email: string): Promise<Record<string, string>> {
  await requestUpdateCode(scene.deps, { loginId: from, email, addToLoginIDs: true }, caller);
  await verifyEmailCode(scene.deps, { loginId: from, code: await collectCode(scene.deps) }, caller);
  return collectUndos();
}

async function collectUndos(): Promise<Record<string, string>> {
  const letters = (await collectLetters(scene.deps)).flatMap((letter) => (letter.kind === "emailChanged" ? [letter] : []));
  return Object.fromEntries(letters.map(({ to, props }) => [to, new URL(props.url).searchParams.get("t") ?? ""]));
}

function undo(token: string | undefined): Promise<object> {
  return undoEmailChange(scene.deps, { token: token ?? "" }, visitor(scene.deps));
}

describe("a change of address", () => {
  it("R39: at a page takes the place of the login ID that was the address, which anybody may have then", async () => {
    const { answer, caller } = await atPage(ADA);
    await scene.deps.store.users.addLoginId(answer.user.userId, "ada");

    await change(caller, ADA, NEW);

    expect(await userOf(scene, NEW)).toMatchObject({ id: answer.user.userId, email: NEW, verifiedEmail: true, loginIds: [NEW, "ada"] });
    expect((await signUp(scene.deps, ADA)).user.userId).not.toBe(answer.user.userId);
  });

  it("R39: over REST leaves the login IDs, as the vendor has it", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);

    await change(testCaller(scene.deps, refreshJwt), ADA, NEW);

    expect(await userOf(scene, NEW)).toMatchObject({ email: NEW, loginIds: [ADA, NEW] });
  });

  it("R39: at a page drops the former address where the new one is a login ID already", async () => {
    const { answer, caller } = await atPage(ADA);
    await scene.deps.store.users.addLoginId(answer.user.userId, NEW);

    await change(caller, ADA, NEW);

    expect(await userOf(scene, NEW)).toMatchObject({ email: NEW, loginIds: [NEW] });
  });

  it("R39: at a page takes an address that another account has left behind, and none that it goes by", async () => {
    const bob = await atPage(BOB);
    const rest = testCaller(scene.deps, (await enter(scene.deps, BOB)).refreshJwt);
    await change(rest, BOB, THIRD);
    const { caller } = await atPage(ADA);

    expect(await outcomeOf(change(caller, ADA, THIRD))).toBe("E062125");
    await change(caller, ADA, BOB);

    expect(await userOf(scene, BOB)).toMatchObject({ email: BOB, loginIds: [BOB] });
    expect(await userOf(scene, THIRD)).toMatchObject({ id: bob.answer.user.userId, loginIds: [THIRD] });
  });
});

describe("the letter to a former address", () => {
  it.each(["browser", "rest"])("R40: puts it back for 72 hours, without a session, once: changed from %s", async (surface) => {
    const { answer, caller } = await atPage(ADA);
    const rest = testCaller(scene.deps, (await enter(scene.deps, ADA)).refreshJwt);
    const { [ADA]: token } = await change(surface === "browser" ? caller : rest, ADA, NEW);
    scene.deps.clock.advance({ hours: 71, minutes: 59 });

    expect(await describeEmailUndo(scene.deps, token ?? "")).toEqual({ maskedEmail: "a***@example.com" });
    await undo(token);

    expect(await userOf(scene, ADA)).toMatchObject({ id: answer.user.userId, email: ADA, verifiedEmail: true, loginIds: [ADA] });
    expect(await userOf(scene, NEW)).toBeNull();
    expect(await outcomeOf(undo(token))).toBe("E062504");
    expect(await describeEmailUndo(scene.deps, token ?? "")).toBeNull();
  });

  it("R40: does nothing after that, nor with another secret, and says so alike", async () => {
    const { caller } = await atPage(ADA);
    const { [ADA]: token = "" } = await change(caller, ADA, NEW);
    const before = await userOf(scene, NEW);

    for (const wrong of ["", "nothing", token.slice(0, -1), `${token.split(".")[0]}.`]) {
      expect(await outcomeOf(undo(wrong))).toBe("E062504");
      expect(await describeEmailUndo(scene.deps, wrong)).toBeNull();
    }
    scene.deps.clock.advance({ hours: 72 });
    expect(await outcomeOf(undo(token))).toBe("E062504");
    expect(await userOf(scene, NEW)).toEqual(before);
  });

  it("R40: of many who press it at once lets one", async () => {
    const { caller } = await atPage(ADA);
    const { [ADA]: token } = await change(caller, ADA, NEW);

    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(undo(token))));

    expect(outcomes.filter((outcome) => outcome === "E062504")).toHaveLength(2);
  });

  it("R41: ends the sessions and letters of who changed it, and tells the address that they had proven", async () => {
    const { caller } = await atPage(ADA);
    const { [ADA]: token } = await change(caller, ADA, NEW);
    await requestSignInCode(scene.deps, { loginId: NEW }, visitor(scene.deps));
    const code = await collectCode(scene.deps);

    await undo(token);

    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(0);
    expect(await outcomeOf(verifyEmailCode(scene.deps, { loginId: NEW, code }, visitor(scene.deps)))).not.toBe("ok");
    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(0);
    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: NEW, props: { what: "emailChangeUndone" } }]);
  });

  it("R41: is mailed to no address that was never proven: its reader would get an account that was never theirs", async () => {
    const { caller } = await atPage(ADA, { isProven: false });

    expect(await change(caller, ADA, NEW)).toEqual({});
    expect(await scene.prisma.emailUndo.count()).toBe(0);
    expect(await scene.prisma.auditEvent.count({ where: { action: "EmailChanged" } })).toBe(1);
  });

  it("R41: of several changes takes back the first, and with it those that followed; the later letters do nothing then", async () => {
    const { answer, caller } = await atPage(ADA);
    const first = await change(caller, ADA, NEW);
    scene.deps.clock.advance({ minutes: 1 });
    const second = await change(sealedCaller(scene.deps, sessionIdOf(answer)), NEW, THIRD);

    await undo(first[ADA]);

    expect(await userOf(scene, ADA)).toMatchObject({ email: ADA, loginIds: [ADA] });
    expect(await userOf(scene, THIRD)).toBeNull();
    expect(await outcomeOf(undo(second[NEW]))).toBe("E062504");
  });

  it("R41: of several changes takes back the last, and leaves the earlier letter", async () => {
    const { answer, caller } = await atPage(ADA);
    const first = await change(caller, ADA, NEW);
    scene.deps.clock.advance({ minutes: 1 });
    const second = await change(sealedCaller(scene.deps, sessionIdOf(answer)), NEW, THIRD);

    await undo(second[NEW]);

    expect(await userOf(scene, NEW)).toMatchObject({ email: NEW, loginIds: [NEW] });
    await undo(first[ADA]);
    expect(await userOf(scene, ADA)).toMatchObject({ email: ADA, loginIds: [ADA] });
  });

  // Who has changed the address could else keep the owner from it by signing up with the former one.
  it("R41: takes the address from an account that was made with it meanwhile, unless that has proven it", async () => {
    const { answer, caller } = await atPage(ADA);
    const { [ADA]: token } = await change(caller, ADA, NEW);
    const squatter = await signUp(scene.deps, ADA);
    await scene.prisma.user.updateMany({ where: { id: squatter.user.userId }, data: { verifiedEmail: true } });

    expect(await outcomeOf(undo(token))).toBe("E062125");
    expect(await userOf(scene, NEW)).toMatchObject({ id: answer.user.userId });

    await scene.prisma.user.updateMany({ where: { id: squatter.user.userId }, data: { verifiedEmail: false } });
    await undo(token);
    expect(await userOf(scene, ADA)).toMatchObject({ id: answer.user.userId, email: ADA });
    expect(await userOf(scene, squatter.user.userId)).toMatchObject({ id: squatter.user.userId, email: "" });
  });

  it("R41: does nothing once the management API has given the account another address", async () => {
    const { caller } = await atPage(ADA);
    const { [ADA]: token } = await change(caller, ADA, NEW);
    await updateEmail(scene.deps, { loginId: NEW, email: THIRD, verified: true }, managementCaller(scene.deps));

    expect(await outcomeOf(undo(token))).toBe("E062504");
  });

  it("R41: is gone with its time", async () => {
    const { caller } = await atPage(ADA);
    await change(caller, ADA, NEW);
    const { deps } = scene;
    const cutoffs = (now: Date) => ({ ended: now, letters: now, audit: new Date(0) });

    await deps.store.housekeeping.removeEnded(cutoffs(deps.clock.now()));
    expect(await scene.prisma.emailUndo.count()).toBe(1);
    deps.clock.advance({ hours: 73 });
    await deps.store.housekeeping.removeEnded(cutoffs(deps.clock.now()));
    expect(await scene.prisma.emailUndo.count()).toBe(0);
  });
});

describe("removing a login ID", () => {
  it("R42: takes one beside the email, tells by mail, and leaves that one and the last", async () => {
    const { answer, caller } = await atPage(ADA);
    await scene.deps.store.users.addLoginId(answer.user.userId, NEW);
    await collectLetters(scene.deps);

    await removeOwnLoginId(scene.deps, { loginId: NEW }, caller);

    expect(await userOf(scene, ADA)).toMatchObject({ loginIds: [ADA] });
    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA, props: { what: "signInNameRemoved" } }]);
    expect(await outcomeOf(removeOwnLoginId(scene.deps, { loginId: ADA }, caller))).toBe("E112103");
    await scene.prisma.user.updateMany({ data: { email: "" } });
    expect(await outcomeOf(removeOwnLoginId(scene.deps, { loginId: ADA }, caller))).toBe("E112103");
    expect(await outcomeOf(removeOwnLoginId(scene.deps, { loginId: BOB }, caller))).toBe("E062130");
  });
});

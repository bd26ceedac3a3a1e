import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keepHouse } from "../housekeeping";
import { requestSignInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectCode, collectLetters, testCaller } from "../testing/deps";
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
  signIn,
  signUp,
  userOf,
  visitor,
} from "../testing/scene";
import { askForDeletion } from "./deletion";
import { undoEmailChange } from "./email-undo";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Somebody with a password who asks at a page to be erased. Answers their ID. */
async function ask(loginId = ADA): Promise<string> {
  const { user } = await signUp(scene.deps, loginId);
  await proveAddresses(scene);
  const here = await enter(scene.deps, loginId, {}, visitor(scene.deps));
  await collectLetters(scene.deps);
  await askForDeletion(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(here)));
  return user.userId;
}

/** Every row of every table that names one of these, as text: what a search of the whole file would find. */
async function rowsThatName(names: readonly string[]): Promise<string[]> {
  const tables = await scene.prisma.$queryRaw<{ name: string }[]>`
    SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'`;
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await scene.prisma.$queryRawUnsafe<object[]>(`SELECT * FROM "${name}"`);
    const texts = rows.map((row) => JSON.stringify(row, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
    found.push(...texts.filter((text) => names.some((one) => text.includes(one))).map((text) => `${name}: ${text}`));
  }
  return found;
}

const SIGN_INS: Record<string, () => Promise<unknown>> = {
  "a password over REST": () => signIn(scene.deps, ADA),
  "a password at a page": () => signIn(scene.deps, ADA, {}, visitor(scene.deps)),
  async "a code by mail"() {
    await requestSignInCode(scene.deps, { loginId: ADA }, visitor(scene.deps));
    return verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, visitor(scene.deps));
  },
};

describe("an account that its user has deleted", () => {
  it("R43: is signed out everywhere, told by mail, and as it was otherwise", async () => {
    const id = await ask();

    expect(await scene.prisma.session.count({ where: { revokedAt: null } })).toBe(0);
    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA, props: { what: "deletionAsked" } }]);
    expect(await userOf(scene, ADA)).toMatchObject({ id, status: "enabled", hasPassword: true, isToBeErased: true });
    expect(await outcomeOf(signUp(scene.deps, ADA))).toBe("E062107");
  });

  it.each(Object.keys(SIGN_INS))("R43: stays when its user signs in by %s within 14 days, and says so by mail", async (name) => {
    const id = await ask();
    await collectLetters(scene.deps);
    scene.deps.clock.advance({ days: 13, hours: 23 });
    await keepHouse(scene.deps);

    await SIGN_INS[name]?.();

    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA, props: { what: "deletionTakenBack" } }]);
    scene.deps.clock.advance({ days: 30 });
    await keepHouse(scene.deps);
    expect(await userOf(scene, ADA)).toMatchObject({ id, isToBeErased: false });
  });

  it("R43: is not kept by a wrong password, nor by one factor of two", async () => {
    const id = await ask();
    await scene.prisma.user.updateMany({ data: { secondFactor: true } });
    await signIn(scene.deps, ADA, { password: "not this one at all" }).catch(() => undefined);
    await signIn(scene.deps, ADA);

    expect(await userOf(scene, ADA)).toMatchObject({ id, isToBeErased: true });
  });

  it("R43: is kept by who gets a former address back: whoever changed it may have wanted the account gone", async () => {
    await signUp(scene.deps, ADA);
    await proveAddresses(scene);
    const here = sessionIdOf(await enter(scene.deps, ADA, {}, visitor(scene.deps)));
    const caller = sealedCaller(scene.deps, here);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: BOB, addToLoginIDs: true }, caller);
    await verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, caller);
    const letter = (await collectLetters(scene.deps)).find(({ kind }) => kind === "emailChanged");
    const token = (letter?.kind === "emailChanged" && new URL(letter.props.url).searchParams.get("t")) || "";
    await askForDeletion(scene.deps, {}, sealedCaller(scene.deps, here));

    await undoEmailChange(scene.deps, { token }, testCaller(scene.deps));

    expect(await userOf(scene, ADA)).toMatchObject({ email: ADA, isToBeErased: false });
  });

  it("R44: is erased after 14 days, with all that names its user; the audit trail says that somebody has gone, and not who", async () => {
    await signUp(scene.deps, BOB);
    const id = await ask();
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    expect((await rowsThatName([id, ADA])).length).toBeGreaterThan(5);
    await collectLetters(scene.deps);

    scene.deps.clock.advance({ days: 14 });
    expect(await keepHouse(scene.deps)).toBeGreaterThan(0);

    expect(await rowsThatName([id, ADA])).toEqual([]);
    expect(await scene.prisma.auditEvent.findMany({ where: { action: "AccountErased" } })).toMatchObject([
      { userId: "", actorId: "", remoteAddress: "", externalIds: "[]" },
    ]);
    expect(await userOf(scene, BOB)).not.toBeNull();
    expect((await signUp(scene.deps, ADA)).user.userId).not.toBe(id);
  });

  it("R44: is erased by one process of several, once", async () => {
    await ask();
    scene.deps.clock.advance({ days: 14 });

    await Promise.all([keepHouse(scene.deps), keepHouse(scene.deps)]);

    expect(await scene.prisma.auditEvent.count({ where: { action: "AccountErased" } })).toBe(1);
  });
});

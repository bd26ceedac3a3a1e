import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { collectTokens, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, refresh, type Scene, userOf } from "../testing/scene";
import { deleteUser, logoutUser, updateUserStatus } from "./user";
import { createUser } from "./user-create";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps, { id: "K1", name: "back office" });

/** Somebody with a session and a link in the mail. */
async function insider() {
  const { deps } = scene;
  const { refreshJwt } = await enter(deps, ADA);
  await requestSignInLink(deps, { loginId: ADA }, testCaller(deps));
  const [token = ""] = await collectTokens(deps);
  return { refreshJwt, token };
}

describe("S55: a user whom management", () => {
  it.each([
    ["disables", () => updateUserStatus(scene.deps, { loginId: ADA, status: "disabled" }, manager()), "E064001"],
    ["deletes", () => deleteUser(scene.deps, { loginId: ADA }, manager()), "E064002"],
  ])("%s is out at once, and no link lets them in again", async (_, act, code) => {
    const { refreshJwt, token } = await insider();

    await act();

    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe(code);
    expect(await outcomeOf(verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("E062504");
  });

  it("signs out is out, and may come back", async () => {
    const { refreshJwt, token } = await insider();

    await logoutUser(scene.deps, { loginId: ADA }, manager());

    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("E064001");
    expect(await verifyMagicLink(scene.deps, { token }, testCaller(scene.deps))).toMatchObject({ user: { loginIds: [ADA] } });
  });

  it("makes is invited until they sign in, for the first time", async () => {
    const { user } = await createUser(scene.deps, { loginId: ADA }, manager());

    const entered = await enter(scene.deps, ADA);

    expect(user).toMatchObject({ status: "invited", email: ADA, verifiedEmail: true });
    expect(entered).toMatchObject({ firstSeen: true, user: { userId: user.userId, status: "enabled" } });
  });
});

describe("every write", () => {
  it("S54: is told under the key's name", async () => {
    const { deps, prisma } = scene;
    const { user } = await createUser(deps, { loginId: ADA }, manager());
    await updateUserStatus(deps, { loginId: ADA, status: "disabled" }, manager());
    await logoutUser(deps, { loginId: ADA }, manager());
    await deleteUser(deps, { loginId: ADA }, manager());

    const rows = await prisma.auditEvent.findMany({ orderBy: { id: "asc" } });

    expect(rows.map(({ action }) => action).sort()).toEqual(["UserCreated", "UserDeleted", "UserLoggedOut", "UserStatusChanged"]);
    for (const row of rows) expect(row).toMatchObject({ actorId: "back office", userId: user.userId, externalIds: JSON.stringify([ADA]) });
  });

  it("S54: is not done where it cannot be told", async () => {
    const { deps } = scene;
    await createUser(deps, { loginId: ADA }, manager());
    const { transaction } = deps.store;
    deps.store = {
      ...deps.store,
      transaction: (work) =>
        transaction((tx) => work({ ...tx, audit: { ...tx.audit, recordAll: () => Promise.reject(new Error("full")) } })),
    };

    await expect(deleteUser(deps, { loginId: ADA }, manager())).rejects.toThrow("full");
    expect(await userOf(scene, ADA)).not.toBeNull();
  });
});

describe("twenty creates at once of one login ID", () => {
  it("make one user", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => outcomeOf(createUser(scene.deps, { loginId: ADA }, manager()))));

    expect(answers.filter((code) => code === "E062107")).toHaveLength(19);
    expect(await scene.prisma.user.count()).toBe(1);
    expect(await scene.prisma.auditEvent.count()).toBe(1);
  });
});

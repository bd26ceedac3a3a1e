import { testCaller } from "@repo/auth/testing/deps";
import { ADA, BOB, enter, openScene, type Scene } from "@repo/auth/testing/scene";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { notes } from "./notes";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

describe("notes", () => {
  it("go with their owner's account, and nobody else's do", async () => {
    const { deps, prisma } = scene;
    const [ada, bob] = [await enter(deps, ADA), await enter(deps, BOB)];
    await notes.create.run(deps, { text: "Ada's" }, testCaller(deps, ada.refreshJwt));
    await notes.create.run(deps, { text: "Bob's" }, testCaller(deps, bob.refreshJwt));

    await prisma.user.delete({ where: { id: ada.user.userId } });

    expect(await prisma.note.findMany({ select: { text: true } })).toEqual([{ text: "Bob's" }]);
  });

  it("are removed by their owner alone", async () => {
    const { deps } = scene;
    const [ada, bob] = [testCaller(deps, (await enter(deps, ADA)).refreshJwt), testCaller(deps, (await enter(deps, BOB)).refreshJwt)];
    const { id } = await notes.create.run(deps, { text: "Ada's" }, ada);

    await expect(notes.delete.run(deps, { id }, bob)).rejects.toMatchObject({ code: "noteNotFound" });
    expect(await notes.list.run(deps, {}, ada)).toHaveLength(1);
  });
});

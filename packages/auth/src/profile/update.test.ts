import { profileUpdate } from "@repo/contract/profile";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, type Scene } from "../testing/scene";
import { updateProfile } from "./update";

let scene: Scene;
let userId: string;
let refreshJwt: string;

beforeEach(async () => {
  scene = await openScene();
  const entered = await enter(scene.deps, ADA);
  userId = entered.user.userId;
  refreshJwt = entered.refreshJwt;
});

afterEach(() => scene.close());

async function update(profile: object) {
  const caller = testCaller(scene.deps, refreshJwt);
  const found = await caller.signedIn();
  return updateProfile(scene.deps, profileUpdate.input.parse(profile), { ...caller, signedIn: async () => found });
}

const stored = () => scene.prisma.user.findUniqueOrThrow({ where: { id: userId } });

describe("profile.update", () => {
  it("changes what is said, at this moment, of this user, and leaves the rest", async () => {
    const bob = await enter(scene.deps, BOB);
    await update({ name: "Ada", givenName: "Augusta", familyName: "King", phone: "+15550100" });
    const before = await stored();
    scene.deps.clock.advance({ minutes: 1 });

    await update({ name: " Ada Lovelace ", familyName: "" });

    expect(await stored()).toEqual({ ...before, name: "Ada Lovelace", familyName: "", modifiedAt: scene.deps.clock.now() });
    expect(await scene.prisma.user.findUniqueOrThrow({ where: { id: bob.user.userId } })).toMatchObject({ name: "", phone: "" });
  });

  it.each([
    ["another number", "+15550199", false],
    ["no number", "", false],
    ["the same number", "+15550100", true],
  ])("keeps a phone number verified only as it was: %s", async (_, phone, verifiedPhone) => {
    await scene.prisma.user.update({ where: { id: userId }, data: { phone: "+15550100", verifiedPhone: true } });

    await update({ phone });

    expect(await stored()).toMatchObject({ phone, verifiedPhone });
  });

  it("verifies no number that was not", async () => {
    await update({ phone: "+15550100" });
    await update({ phone: "+15550100" });

    expect(await stored()).toMatchObject({ phone: "+15550100", verifiedPhone: false });
  });

  it("leaves a verified number alone that it does not name, and the time where it names nothing", async () => {
    await scene.prisma.user.update({ where: { id: userId }, data: { phone: "+15550100", verifiedPhone: true } });
    const before = await stored();
    scene.deps.clock.advance({ minutes: 1 });

    await update({});
    expect(await stored()).toEqual(before);
    await update({ name: "Ada" });
    expect(await stored()).toMatchObject({ phone: "+15550100", verifiedPhone: true });
  });

  it("is one statement, and so one commit", async () => {
    const caller = testCaller(scene.deps, refreshJwt);
    const found = await caller.signedIn();
    scene.statements.length = 0;

    await updateProfile(scene.deps, { name: "Ada", phone: "+15550100" }, { ...caller, signedIn: async () => found });

    expect(scene.statements).toEqual([expect.stringMatching(/^UPDATE "User" SET /)]);
  });

  it("never leaves a number of two changes at once verified", async () => {
    await scene.prisma.user.update({ where: { id: userId }, data: { phone: "+15550100", verifiedPhone: true } });

    await Promise.all([update({ phone: "+15550199" }), update({ phone: "+15550100" })]);

    const { phone, verifiedPhone } = await stored();
    expect(["+15550100", "+15550199"]).toContain(phone);
    if (phone === "+15550199") expect(verifiedPhone).toBe(false);
  });

  it("refuses who was deleted meanwhile", async () => {
    const caller = testCaller(scene.deps, refreshJwt);
    const found = await caller.signedIn();
    await scene.prisma.user.delete({ where: { id: userId } });

    expect(await outcomeOf(updateProfile(scene.deps, { name: "Ada" }, { ...caller, signedIn: async () => found }))).toBe("E064002");
  });
});

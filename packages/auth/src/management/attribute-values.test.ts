import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomeOf } from "../testing/outcome";
import { openScene, type Scene } from "../testing/scene";
import { describeCustomAttributes } from "./attribute-values";

const createdAt = new Date("2026-01-01T00:00:00Z");

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

describe("custom attributes", () => {
  beforeEach(async () => {
    const options = JSON.stringify(["free", "paid"].map((value) => ({ value, label: value })));
    const types = { motto: 1, seats: 2, agreed: 3, plan: 4, plans: 5, since: 6, __proto__x: 1 };
    await scene.prisma.customAttribute.createMany({
      data: Object.entries(types).map(([name, type]) => ({ name, type, options, createdAt })),
    });
  });

  const describeThem = (said: Record<string, unknown>, before?: string) => describeCustomAttributes(scene.deps.store, said, before);

  it.each([
    { motto: "" },
    { seats: 2.5 },
    { agreed: false },
    { plan: "paid" },
    { plans: [] },
    { plans: ["paid", "free"] },
    { since: "2026-02-28" },
    { since: "2026-02-28T12:00:00.123Z" },
    { since: 1_772_366_400_000 },
  ])("take %j", async (said) => {
    expect(await describeThem(said)).toBe(JSON.stringify(said));
  });

  it.each([
    { unknown: 1 },
    { __proto__x: { deep: true } },
    JSON.parse('{"__proto__": "x"}'),
    { constructor: "x" },
    { motto: 1 },
    { motto: ["a"] },
    { seats: "2" },
    { seats: Number.NaN },
    { agreed: "true" },
    { agreed: 1 },
    { plan: "dear" },
    { plan: ["paid"] },
    { plans: "paid" },
    { plans: ["paid", "paid"] },
    { plans: ["paid", null] },
    { since: "yesterday" },
    { since: "2026-02-31T99:00" },
    { since: 0.5 },
    { since: true },
  ])("refuse %j", async (said) => {
    expect(await outcomeOf(describeThem(said))).toBe("E011003");
  });

  it("join those that are there, and null takes one away", async () => {
    expect(await describeThem({ seats: 3, motto: null }, '{"motto":"x","plan":"free"}')).toBe('{"plan":"free","seats":3}');
    expect(await describeThem({}, '{"motto":"x"}')).toBe('{"motto":"x"}');
  });

  it("grow to no more than a limit, one after the other", async () => {
    const before = JSON.stringify(Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`a${index}`, "x".repeat(1500)])));

    expect(await outcomeOf(describeThem({ motto: "x".repeat(1500) }, before))).toBe("E011003");
    expect(await outcomeOf(describeThem({ motto: "x" }, before))).toBe("done");
  });
});

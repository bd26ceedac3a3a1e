import { describe, expect, it } from "vitest";
import { createTurns, type Turns } from "./turns";

/** Work that lasts until it is told to end. */
function openWork() {
  let finish = () => {};
  const lasting = new Promise<void>((resolve) => {
    finish = resolve;
  });
  return { finish, lasting };
}

/** Takes so many turns that all last until `finish`; which of them have begun stands in `begun`. */
function takeMany(turns: Turns, key: string, many: number) {
  const { finish, lasting } = openWork();
  const begun: number[] = [];
  const taken = Array.from({ length: many }, (_, index) =>
    turns.take(key, () => {
      begun.push(index);
      return lasting;
    }),
  );
  return { begun, finish, taken };
}

describe("take", () => {
  it("answers what the work answers", async () => {
    expect(await createTurns().take("ada", async () => 7)).toBe(7);
  });

  it("lets two of one key in at once, and the others in their order", async () => {
    const turns = createTurns();
    let inside = 0;
    let insideMax = 0;
    const order: number[] = [];

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        turns.take("ada", async () => {
          order.push(index);
          insideMax = Math.max(insideMax, ++inside);
          await Promise.resolve();
          inside -= 1;
        }),
      ),
    );

    expect(insideMax).toBe(2);
    expect(order).toEqual([...order.keys()]);
  });

  it("lets no key wait for another", async () => {
    const turns = createTurns();
    const { finish, taken } = takeMany(turns, "ada", 10);

    expect(await turns.take("bob", async () => "in")).toBe("in");
    finish();
    await Promise.all(taken);
  });

  it("goes on after work that failed, and passes the failure on", async () => {
    const turns = createTurns();
    const failing = [1, 2, 3].map(() => turns.take("ada", () => Promise.reject(new Error("wrong"))));

    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await expect(failing[0]).rejects.toThrow("wrong");
    expect(await turns.take("ada", async () => "in")).toBe("in");
  });

  it("P16: lets 250 wait and answers E130429 to the next, until some have left", async () => {
    const turns = createTurns();
    const { begun, finish, taken } = takeMany(turns, "ada", 252);

    await expect(turns.take("ada", async () => "in")).rejects.toMatchObject({ code: "E130429", retryAfterSeconds: 5 });
    expect(begun).toEqual([0, 1]);

    finish();
    await Promise.all(taken);
    expect(await turns.take("ada", async () => "in")).toBe("in");
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { createLog } from "./log";

let lines: string[];
let log: ReturnType<typeof createLog>;

beforeEach(() => {
  lines = [];
  log = createLog("info", { write: (line) => void lines.push(line) });
});

describe("a line of the log", () => {
  it("has its fields as they are, and of an error its type, message, stack and cause", () => {
    log.error({ error: new TypeError("no such key", { cause: new Error("file gone") }), operation: "me", count: 3, gone: null }, "failed");

    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      msg: "failed",
      operation: "me",
      count: 3,
      gone: null,
      time: expect.stringMatching(/^\d{4}-/),
      error: { type: "TypeError", message: "no such key: file gone", stack: expect.stringContaining("log.test.ts") },
    });
  });

  const long = "x".repeat(60_000);
  const circle: Record<string, unknown> = { text: long };
  circle.circle = circle;
  it.each<[string, object]>([
    ["a text", { path: long, userAgent: long, operation: long, account: long }],
    ["characters that are written as six", { path: "\u0001".repeat(60_000) }],
    ["an error", { error: new Error(long, { cause: new Error(long) }) }],
    [
      "what an error carries",
      { error: Object.assign(new Error("refused"), { meta: { query: long }, issues: Array(5000).fill({ path: [long] }) }) },
    ],
    ["a name", { [long]: 1 }],
    ["many names", Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`name${index}`, index]))],
    ["a list", { list: Array(60_000).fill("x") }],
    ["what holds itself", circle],
  ])("H20: is never longer than 16 kB, whatever is long in it: %s", (_, fields) => {
    log.warn(fields, "odd");

    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeLessThan(16_000);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ msg: "odd" });
  });

  it("is not written below the level", () => {
    createLog("warn", { write: (line) => void lines.push(line) }).info({}, "quiet");

    expect(lines).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { answerHealth } from "./health";

async function ask(path: string, ready: boolean, method = "GET") {
  const { status, body } = await answerHealth(method, path, async () => ready);
  return { status, body: JSON.parse(body ?? "") };
}

describe("GET /health/live", () => {
  it("8.3: answers 200 while the database is gone", async () => {
    expect(await ask("/health/live", false)).toEqual({ status: 200, body: { status: "live" } });
  });
});

describe("GET /health/ready", () => {
  it("8.3: answers 503 while the database is gone, and 200 when it is back", async () => {
    expect(await ask("/health/ready", false)).toEqual({ status: 503, body: { status: "unavailable" } });
    expect(await ask("/health/ready", true)).toEqual({ status: 200, body: { status: "ready" } });
  });
});

describe("/health", () => {
  it("answers E010404 for other paths and E010405 for other methods", async () => {
    expect(await ask("/health/well", true)).toMatchObject({ status: 404, body: { errorCode: "E010404" } });
    expect(await ask("/health/live", true, "POST")).toMatchObject({ status: 405, body: { errorCode: "E010405" } });
  });
});

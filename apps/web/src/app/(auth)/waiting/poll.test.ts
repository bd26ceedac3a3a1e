import { TRPCClientError } from "@trpc/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { poll } from "./poll";

function refusal(errorCode: string, retryAfterSeconds?: number): TRPCClientError<never> {
  return TRPCClientError.from({ error: { message: "", code: -32001, data: { errorCode, retryAfterSeconds } } } as never);
}

/** A page that waits. `answers` are what the server says, one after the other. */
function wait(answers: (string | Error)[], isSignedIn = false) {
  const heard: string[] = [];
  let asked = 0;
  const stop = poll({
    async ask() {
      const answer = answers[Math.min(asked, answers.length - 1)];
      asked += 1;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    isSignedIn: async () => isSignedIn,
    onWaiting: () => heard.push("waiting"),
    onUnreachable: () => heard.push("unreachable"),
    onApproved: (answer) => heard.push(`approved ${answer}`),
    onEnded: () => heard.push("ended"),
  });
  return { heard, stop, asked: () => asked };
}

const pending = refusal("E062503");

describe("poll", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("asks each second until the number is chosen, and no more after it", async () => {
    const page = wait([pending, pending, "session"]);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(page.heard).toEqual(["waiting", "waiting", "approved session"]);
    expect(page.asked()).toBe(3);
  });

  it("ends with a wrong number", async () => {
    const page = wait([pending, refusal("E062504")]);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(page.heard).toEqual(["waiting", "ended"]);
    expect(page.asked()).toBe(2);
  });

  it("U35: goes on where another tab has collected the session", async () => {
    const page = wait([refusal("E062504")], true);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(page.heard).toEqual(["approved undefined"]);
  });

  it("goes on asking without a connection, and when the server is in trouble", async () => {
    const page = wait([TRPCClientError.from(new TypeError("Failed to fetch")), refusal("E000000"), refusal("E010503"), "session"]);

    await vi.advanceTimersByTimeAsync(10_000);

    expect(page.heard).toEqual(["unreachable", "unreachable", "unreachable", "approved session"]);
  });

  it("waits as long as it is told to", async () => {
    const page = wait([refusal("E130429", 5), "session"]);

    await vi.advanceTimersByTimeAsync(5_999);
    expect(page.asked()).toBe(1);

    await vi.advanceTimersByTimeAsync(1);
    expect(page.heard).toEqual(["unreachable", "approved session"]);
  });

  it("is silent once it is stopped", async () => {
    const page = wait([pending]);

    await vi.advanceTimersByTimeAsync(1_000);
    page.stop();
    await vi.advanceTimersByTimeAsync(10_000);

    expect(page.heard).toEqual(["waiting"]);
    expect(page.asked()).toBe(1);
  });
});

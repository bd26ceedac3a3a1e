import { beforeEach, describe, expect, it } from "vitest";
import { addressKey, createLimiter, type LocalLimiter, unlimited } from "./limiter";
import { createTestClock, type TestClock } from "./testing/deps";

let clock: TestClock;
let limiter: LocalLimiter;

beforeEach(() => {
  clock = createTestClock();
  limiter = createLimiter(clock);
});

/** The answers of so many calls at once. */
function takeTimes(times: number, key: string, callsPerMinute: number): number[] {
  return Array.from({ length: times }, () => limiter.take(key, callsPerMinute));
}

describe("createLimiter", () => {
  it("lets a minute's allowance through at once and then says how long to wait", () => {
    expect(takeTimes(5, "192.0.2.1", 3)).toEqual([0, 0, 0, 20, 20]);
  });

  it("refills evenly", () => {
    takeTimes(60, "192.0.2.1", 60);

    clock.advance({ seconds: 2 });

    expect(takeTimes(3, "192.0.2.1", 60)).toEqual([0, 0, 1]);
  });

  it("saves up no more than a minute's allowance", () => {
    takeTimes(3, "192.0.2.1", 3);

    clock.advance({ days: 1 });

    expect(takeTimes(4, "192.0.2.1", 3)).toEqual([0, 0, 0, 20]);
  });

  it("allows the next call after the seconds it named, whatever the allowance", () => {
    const waits = Array.from({ length: 600 }, (_, index) => {
      const callsPerMinute = index + 1;
      return { callsPerMinute, seconds: takeTimes(callsPerMinute + 1, `${callsPerMinute}`, callsPerMinute).at(-1) };
    });

    const stillRefused: number[] = [];
    for (let second = 1; second <= 60; second++) {
      clock.advance({ seconds: 1 });
      const due = waits.filter(({ seconds }) => seconds === second).map(({ callsPerMinute }) => callsPerMinute);
      stillRefused.push(...due.filter((callsPerMinute) => limiter.take(`${callsPerMinute}`, callsPerMinute) > 0));
    }

    expect(waits.filter(({ seconds = 0 }) => seconds < 1 || seconds > 60)).toEqual([]);
    expect(stillRefused).toEqual([]);
  });

  it("tells by peek what take would answer, and takes nothing", () => {
    expect(Array.from({ length: 10 }, () => limiter.peek("192.0.2.1", 3))).toEqual(new Array(10).fill(0));

    takeTimes(3, "192.0.2.1", 3);

    expect([limiter.peek("192.0.2.1", 3), limiter.take("192.0.2.1", 3), limiter.peek("192.0.2.1", 3)]).toEqual([20, 20, 20]);
  });

  it("counts each key for itself", () => {
    takeTimes(3, "192.0.2.1", 3);

    expect(limiter.take("192.0.2.2", 3)).toBe(0);
  });

  it("4.6: neither frees nor freezes anyone when the clock steps back 60 s", () => {
    takeTimes(60, "192.0.2.1", 60);

    clock.advance({ seconds: -60 });

    expect(limiter.take("192.0.2.1", 60)).toBe(1);
    clock.advance({ seconds: 1 });
    expect(takeTimes(2, "192.0.2.1", 60)).toEqual([0, 1]);
  });

  it("3.7: remembers the 100,000 keys that came last", () => {
    takeTimes(1, "first", 1);
    takeTimes(1, "second", 1);

    for (let key = 0; key < 99_999; key++) limiter.take(`${key}`, 1);

    expect(limiter.take("second", 1)).toBe(60);
    expect(limiter.take("first", 1)).toBe(0);
  });
});

describe("unlimited", () => {
  it("refuses nobody", () => {
    const answers = Array.from({ length: 1000 }, () => [unlimited.take("192.0.2.1", 1), unlimited.peek("192.0.2.1", 1)]);

    expect(new Set(answers.flat())).toEqual(new Set([0]));
  });
});

describe("addressKey", () => {
  it("E5: counts a whole IPv6 /64 as one client", () => {
    expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(addressKey("2001:db8:1:2:ffff::1")).toBe("2001:db8:1:2::/64");
    expect(addressKey("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
  });

  it("leaves everything else as it is", () => {
    expect(["203.0.113.7", "unknown"].map(addressKey)).toEqual(["203.0.113.7", "unknown"]);
  });
});

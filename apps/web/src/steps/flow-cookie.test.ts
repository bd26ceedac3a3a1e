import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Flow } from "./flow";

let flows: typeof import("./flow-cookie");

beforeEach(async () => {
  vi.stubEnv("APP_URL", "http://auth.example.com");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  vi.resetModules();
  flows = await import("./flow-cookie");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const flow = (id: string): Flow => ({ step: "reset", id, method: "otp", loginId: "ada@northfold.example", sentAt: 1000 });

describe("sealFlow", () => {
  it("R20, S13: keeps a flow beside others of the same browser, and forgets the oldest of more than three", async () => {
    const jar = new Map<string, string>();
    vi.useFakeTimers({ toFake: ["Date"] });
    for (const id of ["00000000000a", "00000000000b", "00000000000c", "00000000000b", "00000000000d"]) {
      const headers = new Headers({ cookie: [...jar].map((pair) => pair.join("=")).join("; ") });
      for (const cookie of await flows.sealFlow(flow(id), headers)) {
        const [name = "", value = ""] = (cookie.split(";")[0] ?? "").split("=");
        if (cookie.includes("Max-Age=0")) jar.delete(name);
        else jar.set(name, value);
        expect(cookie.length).toBeLessThan(4096);
      }
      vi.advanceTimersByTime(1000);
    }
    vi.useRealTimers();

    expect([...jar.keys()].sort()).toEqual(["gatehouse.flow.00000000000b", "gatehouse.flow.00000000000c", "gatehouse.flow.00000000000d"]);
  });
});

describe("clearFlow", () => {
  it("R20: ends the flow that the request was sent from, and no other", () => {
    const from = (referer: string) => flows.clearFlow(new Headers({ referer }));

    expect(from("http://auth.example.com/verify?f=00000000000a")).toMatch(/^gatehouse\.flow\.00000000000a=; Max-Age=0;/);
    for (const other of ["", "x", "http://auth.example.com/verify", "http://auth.example.com/verify?f=../session"])
      expect(from(other)).toBeUndefined();
  });
});

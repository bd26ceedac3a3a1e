import { AuthError } from "@repo/contract/errors";
import { EDITABLE_FIELDS } from "@repo/contract/profile-fields";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let flash: typeof import("./flash");

beforeEach(async () => {
  vi.stubEnv("APP_URL", "http://auth.example.com");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  vi.resetModules();
  flash = await import("./flash");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe("sealFlash", () => {
  it("U13: fits into a cookie whatever was typed", async () => {
    const fields = Object.fromEntries(["loginId", "email", "user.name", ...EDITABLE_FIELDS].map((name) => [name, "阿".repeat(320)]));

    expect((await flash.sealFlash("profile.update", new AuthError("E011003"), fields)).length).toBeLessThan(4096);
  });
});

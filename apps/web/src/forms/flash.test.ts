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
    const long = [1, 100, 320, 660, 10_000].map((length) => "阿".repeat(length));
    for (const value of long) {
      const fields = Object.fromEntries(["loginId", "email", "user.name", ...EDITABLE_FIELDS].map((name) => [name, value]));

      expect((await flash.sealFlash("profile.update", new AuthError("E011003"), fields, `/account/profile?${value}`)).length).toBeLessThan(
        4096,
      );
    }
  });
});

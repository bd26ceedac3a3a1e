import { describe, expect, it, vi } from "vitest";
import { AUTH_ERRORS, AuthError, isApiError } from "./errors";

const rows = Object.entries(AUTH_ERRORS);

describe("AUTH_ERRORS", () => {
  it("has a code of the wire's form and a name of its own for every row", () => {
    expect(rows.filter(([code]) => !/^E\d{6}$/.test(code))).toEqual([]);
    expect(new Set(rows.map(([, { name }]) => name)).size).toBe(rows.length);
  });

  it("answers 503, which SDKs send again by themselves, for missing storage alone", () => {
    expect(rows.filter(([, { status }]) => status === 503).map(([code]) => code)).toEqual(["E010503"]);
  });

  it.each([
    ["E062107", 400, "User already exists"],
    ["E062906", 401, "Invalid signin credentials"],
    ["E062909", 401, "Password expired"],
    ["E062110", 403, "User is disabled"],
    ["E062130", 401, "Refresh token required"],
    ["E064001", 401, "Token expired due to logout"],
    ["E130429", 429, "Rate limit exceeded"],
  ] as const)("has %s with the contract's status %i and words", (code, status, description) => {
    expect(AUTH_ERRORS[code]).toMatchObject({ status, description });
  });
});

describe("AuthError", () => {
  it("takes words and status from the table", () => {
    const error = new AuthError("E062906");

    expect(error.status).toBe(401);
    expect(error.toBody()).toEqual({
      errorCode: "E062906",
      errorDescription: "Invalid signin credentials",
      errorMessage: "Invalid signin credentials",
    });
  });

  it("tells the detail and the time to wait, and keeps the cause to itself", () => {
    const error = new AuthError("E130429", "Try again in 4 seconds", { retryAfterSeconds: 4, cause: new Error("secret") });

    expect(error.retryAfterSeconds).toBe(4);
    expect(error.toBody()).toEqual({
      errorCode: "E130429",
      errorDescription: "Rate limit exceeded",
      errorMessage: "Try again in 4 seconds",
    });
  });

  it("answers the one code of two statuses with the other one", () => {
    expect(new AuthError("E011004", undefined, { status: 403 }).status).toBe(403);
  });
});

describe("isApiError", () => {
  it("recognises the error of another bundle, whose class is another", async () => {
    vi.resetModules();
    const copy = await import("./errors");

    const error = new copy.AuthError("E000000");

    expect(error).not.toBeInstanceOf(AuthError);
    expect(isApiError(error)).toBe(true);
  });

  it.each([[new Error("E000000")], [null], [undefined], ["E000000"], [{ code: "E000000" }]])("does not take %s for one", (value) => {
    expect(isApiError(value)).toBe(false);
  });
});

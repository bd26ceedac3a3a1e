import { describe, expect, it } from "vitest";
import { isStorageUnavailable, isUniqueViolation, StorageUnavailableError, translateStorageError } from "./errors";

describe("translateStorageError", () => {
  it.each([
    ["SQLITE_BUSY_SNAPSHOT", "locked"],
    ["SQLITE_FULL", "full"],
    ["ENOSPC", "full"],
    ["SQLITE_READONLY_DBMOVED", "readOnly"],
    ["EACCES", "readOnly"],
    ["SQLITE_IOERR_FSYNC", "broken"],
    ["SQLITE_CANTOPEN", "broken"],
    ["40001", "locked"],
    ["55P03", "locked"],
    ["53100", "full"],
    ["53300", "broken"],
    ["25006", "readOnly"],
    ["57P01", "broken"],
    ["ECONNREFUSED", "broken"],
  ])("takes %s for %s, from the driver and from Prisma's adapter", (code, reason) => {
    const fromDriver = Object.assign(new Error("driver"), { code });
    const fromAdapter = new Error("adapter", { cause: { kind: "sqlite", originalCode: code } });

    expect(translateStorageError(fromDriver)).toMatchObject({ name: "StorageUnavailableError", reason, cause: fromDriver });
    expect(translateStorageError(fromAdapter)).toMatchObject({ name: "StorageUnavailableError", reason, cause: fromAdapter });
  });

  it("takes a socket that is not there for a database that is not", () => {
    const noSocket = Object.assign(new Error("connect ENOENT"), { code: "ENOENT", syscall: "connect" });
    const noFile = Object.assign(new Error("open ENOENT"), { code: "ENOENT", syscall: "open" });

    expect(translateStorageError(noSocket)).toMatchObject({ name: "StorageUnavailableError", reason: "broken" });
    expect(translateStorageError(noFile)).toBe(noFile);
  });

  it.each([
    new Error("no code"),
    Object.assign(new Error("other code"), { code: "SQLITE_CONSTRAINT_UNIQUE" }),
    new StorageUnavailableError("locked", "already"),
    "no error",
    null,
  ])("leaves %s as it is", (error) => {
    expect(translateStorageError(error)).toBe(error);
  });
});

describe("isStorageUnavailable", () => {
  it("knows the error of another bundle's copy of the class", () => {
    expect(isStorageUnavailable({ [Symbol.for("gatehouse.StorageUnavailable")]: true })).toBe(true);
    expect(isStorageUnavailable(new Error("other"))).toBe(false);
  });
});

describe("isUniqueViolation", () => {
  it("goes by the code", () => {
    expect(isUniqueViolation(Object.assign(new Error(), { code: "P2002" }))).toBe(true);
    expect(isUniqueViolation(Object.assign(new Error(), { code: "23505" }))).toBe(true);
    expect(isUniqueViolation(Object.assign(new Error(), { code: "P2025" }))).toBe(false);
    expect(isUniqueViolation(null)).toBe(false);
  });
});

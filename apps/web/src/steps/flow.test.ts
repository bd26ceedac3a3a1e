import { describe, expect, it } from "vitest";
import { parseFlow } from "./flow";

const CODE = {
  step: "code",
  id: "0123456789ab",
  purpose: "signUp",
  loginId: "ada@northfold.example",
  user: { name: "Ada Moreno" },
  maskedEmail: "a***@northfold.example",
  wrongTries: 0,
  sentAt: 1_795_300_000,
  next: "/account",
};

describe("parseFlow", () => {
  it("keeps what a page says", () => {
    expect(parseFlow(CODE)).toEqual(CODE);
  });

  it("R20: gives each flow an ID of its own, and lets it keep that", () => {
    const ids = [1, 2].map(() => parseFlow({ ...CODE, id: undefined })?.id);

    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{12}$/), expect.stringMatching(/^[0-9a-f]{12}$/)]);
    expect(ids[0]).not.toBe(ids[1]);
    for (const id of ["", "x", "../../session", "0123456789AB", `${CODE.id}0`]) expect(parseFlow({ ...CODE, id })).toBeNull();
  });

  it("dates what was just sent by the server's clock", () => {
    const before = Math.floor(Date.now() / 1000);

    const flow = parseFlow({ ...CODE, sentAt: undefined });

    expect(flow).toMatchObject({ sentAt: expect.any(Number) });
    expect((flow as typeof CODE).sentAt).toBeGreaterThanOrEqual(before);
  });

  it.each(["//evil.example", "https://evil.example", "javascript:alert(1)", `/${"a".repeat(1000)}`])(
    "H4: goes home instead of to %s",
    (next) => {
      expect(parseFlow({ ...CODE, next })).toMatchObject({ next: "/account" });
    },
  );

  it("leaves room in its cookie, whatever somebody says of themselves", () => {
    expect(parseFlow({ ...CODE, user: { name: "阿".repeat(200) } })).toMatchObject({ user: { name: "阿".repeat(200) } });
    expect(parseFlow({ ...CODE, user: { name: "阿".repeat(1000) } })).toEqual({ ...CODE, user: undefined });
    expect(parseFlow({ ...CODE, user: { status: "disabled" } })).toBeNull();
  });

  it("takes nothing that a flow does not know", () => {
    expect(parseFlow({ ...CODE, admin: true })).toEqual(CODE);
    expect(parseFlow({ ...CODE, step: "admin" })).toBeNull();
    expect(parseFlow({ ...CODE, purpose: "reset" })).toBeNull();
    expect(parseFlow({ ...CODE, loginId: "" })).toBeNull();
    expect(parseFlow({ ...CODE, wrongTries: -1 })).toBeNull();
    expect(parseFlow("code")).toBeNull();
    expect(parseFlow(null)).toBeNull();
  });

  it("keeps a key as it is, and nothing that is none", () => {
    const app = {
      step: "app",
      id: CODE.id,
      purpose: "add",
      loginId: CODE.loginId,
      key: "MZQT6LKSGE4WUVDANNXHK3TRMZQT6LKS",
      next: "/account",
    };

    expect(parseFlow(app)).toEqual(app);
    expect(parseFlow({ ...app, key: "<svg onload=alert(1)>" })).toBeNull();
  });
});

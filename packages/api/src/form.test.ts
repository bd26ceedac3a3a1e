import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SessionCarrier } from "./browser";
import { runForm } from "./form";
import { createTestApi, PASSWORD } from "./testing/rest-api";

const carrier: SessionCarrier = {
  read: async (request) => /session=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? null,
  seal: async (sessionId) => `session=${sessionId}`,
  clear: () => "session=",
};

let api: Awaited<ReturnType<typeof createTestApi>>;
beforeEach(async () => {
  api = await createTestApi();
});
afterEach(() => api.close());

function post(path: string, fields: Record<string, string>, cookie = "") {
  const log = { info() {}, warn() {}, error() {} };
  const request = new Request("http://gatehouse.test/api/form", { method: "POST", body: new URLSearchParams(fields), headers: { cookie } });
  return runForm({ deps: api.deps, log, carrier, localeOf: () => "" }, path, request);
}

const ada = { loginId: "ada@northfold.example", password: PASSWORD };

describe("runForm", () => {
  it("U33: signs up from a plain form, and seals the session instead of answering tokens", async () => {
    const { refusal, answer, headers, steering } = await post("password.signUp", { ...ada, "user.name": "Ada Moreno", _next: "/account" });

    expect(refusal).toBeNull();
    expect(answer).toMatchObject({ sessionJwt: "", refreshJwt: "", user: { name: "Ada Moreno" } });
    expect(headers.get("set-cookie")).toMatch(/^session=S/);
    expect(steering).toEqual({ _next: "/account" });
  });

  it("U33: empties what may be empty, and leaves out an empty field where the operation takes none", async () => {
    const signedUp = await post("password.signUp", {
      ...ada,
      "user.name": "Ada",
      "user.familyName": "",
      "user.email": "",
      "loginOptions.stepup?": "",
    });
    expect(signedUp.answer).toMatchObject({ user: { name: "Ada", familyName: "", email: ada.loginId } });
    const cookie = signedUp.headers.get("set-cookie") ?? "";
    const stored = async () => api.deps.store.users.findById((await api.deps.store.users.findIdByLoginId(ada.loginId)) ?? "");
    await post("profile.update", { familyName: "Moreno", phone: "+15550100" }, cookie);

    const { refusal } = await post("profile.update", { name: "", phone: "", email: "", id: "", verifiedPhone: "" }, cookie);

    expect(refusal).toBeNull();
    expect(await stored()).toMatchObject({ name: "", familyName: "Moreno", phone: "", email: ada.loginId, verifiedPhone: false });
    expect((await post("password.signIn", { loginId: "", password: "" })).refusal?.code).toBe("E011003");
  });

  it("signs out with the cookie it is given", async () => {
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";

    const { refusal, headers } = await post("logout", {}, cookie);

    expect(refusal).toBeNull();
    expect(headers.get("set-cookie")).toBe("session=");
    expect((await post("logout", {}, cookie)).refusal?.code).toBe("E064001");
  });

  it("U33: reads a name that ends in a question mark as yes or no", async () => {
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";

    const { refusal, answer } = await post("password.signIn", { ...ada, "loginOptions.stepup?": "on" }, cookie);

    expect(refusal).toBeNull();
    expect(answer).toMatchObject({ firstSeen: false });
    expect((await post("password.signIn", { ...ada, "loginOptions.stepup": "on" }, cookie)).refusal?.code).toBe("E011003");
    expect((await post("password.signIn", { ...ada, "loginOptions.stepup?": "off" })).refusal).toBeNull();
  });

  it("puts no field in the place of another, where a name goes on below a value", async () => {
    const { answer } = await post("password.signUp", { ...ada, extra: "x", "extra.loginId": "eve@example.com" });

    expect(answer).toMatchObject({ user: { loginIds: [ada.loginId] } });
  });

  it("U33: runs the operations that follow, until one refuses", async () => {
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";

    const weak = await post("password.update", { loginId: ada.loginId, newPassword: "short", _then: "logout" }, cookie);
    expect(weak.refusal?.code).toBe("E062901");
    const { refusal, headers } = await post(
      "password.update",
      { loginId: ada.loginId, newPassword: `${PASSWORD} and more`, _then: "logout" },
      cookie,
    );

    expect(refusal).toBeNull();
    expect(headers.get("set-cookie")).toBe("session=");
    expect((await post("logout", {}, cookie)).refusal?.code).toBe("E064001");
  });

  it("H5: runs nothing when one of the operations that follow is none", async () => {
    const { refusal } = await post("password.signUp", { ...ada, _then: "keys.set" });

    expect(refusal?.code).toBe("E010404");
    expect((await post("password.signIn", ada)).refusal?.code).toBe("E062906");
  });

  it("H5: runs nothing of a sequence that no page sends", async () => {
    const { refusal } = await post("otp.signUp.email", { loginId: ada.loginId, _then: "totp.signUp" });

    expect(refusal?.code).toBe("E010404");
    expect((await post("password.signUp", { ...ada, _then: "constructor" })).refusal?.code).toBe("E010404");
    expect((await post("password.signUp", ada)).refusal).toBeNull();
  });

  it("answers why an operation refused", async () => {
    expect((await post("password.signIn", ada)).refusal?.code).toBe("E062906");
    expect((await post("password.signIn", { loginId: "" })).refusal?.code).toBe("E011003");
  });

  it.each(["me", "keys.set", "constructor", "nothing.here"])("knows no form for %s", async (path) => {
    expect((await post(path, {})).refusal?.code).toBe("E010404");
  });

  it("H5: takes fields whose names are meant to break it for what they are", async () => {
    const hostile = { "__proto__.admin": "1", "constructor.prototype": "x", "a.b.c.d.e.f": "deep", "user.name.first": "x", user: "text" };

    const { refusal } = await post("password.signUp", { ...ada, ...hostile });

    expect(refusal?.code).toBe("E011003");
    expect({}).not.toHaveProperty("admin");
  });
});

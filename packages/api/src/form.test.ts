import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SessionCarrier } from "./browser";
import { type FormSoFar, type FormStep, partsOf, runForm } from "./form";
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

async function post(sentTo: string | readonly FormStep[], fields: Record<string, string> | FormData, cookie = "", through = carrier) {
  const logged: unknown[] = [];
  const log = { info() {}, warn() {}, error: (line: object) => void logged.push(line) };
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  const request = new Request("http://gatehouse.test/api/form", { method: "POST", body, headers: { cookie } });
  const steps = typeof sentTo === "string" ? [{ operation: sentTo }] : sentTo;
  const result = await runForm({ deps: api.deps, log, carrier: through, localeOf: () => "" }, steps, request);
  return { ...result, logged, answer: result.done.at(-1)?.answer };
}

/** Of one point; what follows its end is no part of it. */
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64");

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

  it("U60: goes through though an extra is refused, in the session that the step before has opened", async () => {
    const steps = (email: string): FormStep[] => [
      { operation: "password.signUp" },
      { operation: "otp.update.email", also: () => ({ email }), isExtra: true },
    ];
    expect((await post(steps(ada.loginId), ada)).answer).toMatchObject({ maskedEmail: expect.stringContaining("@northfold.example") });

    const { refusal, done } = await post(steps("none"), { ...ada, loginId: "grace@northfold.example" });

    expect(refusal).toBeNull();
    expect(done.map(({ operation }) => operation)).toEqual(["password.signUp"]);
  });

  it("U60: logs what fails around the operations, and goes through where it was around an extra", async () => {
    const broken = new Error("cannot seal");
    const browser = { read: async () => ({ devices: [], mark: null }), seal: () => Promise.reject(broken) };
    const send = { operation: "otp.signUp.email" };

    const refused = await post([send], { loginId: ada.loginId }, "", { ...carrier, browser });
    const gone = await post([{ ...send, isExtra: true }], { loginId: ada.loginId }, "", { ...carrier, browser });

    expect([refused, gone].map(({ refusal, done }) => [refusal?.code, done.length])).toEqual([
      ["E000000", 1],
      [undefined, 1],
    ]);
    expect([refused, gone].map(({ logged }) => logged)).toEqual(Array(2).fill([expect.objectContaining({ error: broken })]));
  });

  it("runs a step only after an answer like that, and tells a step what was typed and done", async () => {
    let told: unknown;
    const also = (before: unknown, { fields, done }: FormSoFar) => {
      told ??= [before, fields.loginId, done.map(({ operation }) => operation)];
      return {};
    };
    const steps = [
      { operation: "password.signUp" },
      { operation: "password.signIn", onlyAfter: () => false },
      { operation: "logout", onlyAfter: () => true, also },
    ];

    const { refusal, done } = await post(steps, ada);

    expect([refusal, done.map(({ operation }) => operation)]).toEqual([null, ["password.signUp", "logout"]]);
    expect(told).toEqual([done[0]?.answer, ada.loginId, ["password.signUp"]]);
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

  const changePassword: readonly FormStep[] = [
    { operation: "password.signIn", also: () => ({ loginOptions: { stepup: true } }), passes: ["E062131"] },
    { operation: "password.update" },
    { operation: "logout", ifTicked: "_signOut" },
  ];

  it("U33: runs the operations that follow, until one refuses", async () => {
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";

    const weak = await post(changePassword, { ...ada, newPassword: "short", _signOut: "on" }, cookie);
    expect(weak.refusal?.code).toBe("E062901");
    expect(weak.done.map(({ operation }) => operation)).toEqual(["password.signIn"]);
    const fields = { ...ada, newPassword: `${PASSWORD} and more` };
    const { refusal, done } = await post(changePassword, fields, cookie);
    expect(refusal).toBeNull();
    expect(done.map(({ operation }) => operation)).toEqual(["password.signIn", "password.update"]);
    const again = { loginId: ada.loginId, password: `${PASSWORD} and more`, newPassword: `${PASSWORD} once more`, _signOut: "on" };
    const { headers } = await post(changePassword, again, cookie);

    expect(headers.getSetCookie().at(-1)).toBe("session=");
    expect((await post("logout", {}, cookie)).refusal?.code).toBe("E064001");
  });

  it("U33: what an operation is told by its form stands above what a field says", async () => {
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";

    const { refusal, answer } = await post(changePassword.slice(0, 1), { ...ada, "loginOptions.stepup?": "off" }, cookie);

    expect(refusal).toBeNull();
    expect(answer).toMatchObject({ claims: { sid: cookie.split("=")[1] } });
  });

  it("U33: what one operation has opened is what the next one acts in", async () => {
    await post("password.signUp", ada);

    const { refusal, done } = await post([{ operation: "password.signIn" }, { operation: "profile.update" }], { ...ada, name: "Ada" });

    expect(refusal).toBeNull();
    expect(done).toHaveLength(2);
  });

  it("H5: runs nothing when one of its operations is none", async () => {
    const { refusal } = await post([{ operation: "password.signUp" }, { operation: "keys.set" }], ada);

    expect(refusal?.code).toBe("E010404");
    expect((await post("password.signIn", ada)).refusal?.code).toBe("E062906");
  });

  it("U13: only what was registered for it may be shown again", async () => {
    const fields = { ...ada, "user.name": "Ada", "user.status": "x", "loginOptions.locale": "de", code: "123456", token: "t", _next: "/" };

    const { shownAgain } = await post("password.signUp", fields);

    expect(shownAgain).toEqual({ loginId: ada.loginId, "user.name": "Ada" });
    expect((await post("otp.update.email", { loginId: "a", email: "b" })).shownAgain).toEqual({ loginId: "a", email: "b" });
    expect((await post(changePassword, { ...ada, newPassword: "x" })).shownAgain).toEqual({ loginId: ada.loginId });
  });

  it("U33, 6.12: takes a file, as large as one of its operations says, and leaves out what was not chosen", async () => {
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";
    const steps: FormStep[] = [{ operation: "profile.update" }, { operation: "profile.setPicture", ifGiven: "picture" }];
    const send = (size: number, to: readonly FormStep[] = steps) => {
      const form = new FormData();
      form.set("name", "Ada");
      form.set("picture", new File([PNG, new Uint8Array(size)], "a.png"));
      return post(to, form, cookie);
    };
    const sendEmpty = (name: string) => {
      const form = new FormData();
      form.set("name", "Ada");
      form.set("picture", new File([], name));
      return post(steps, form, cookie);
    };

    expect((await sendEmpty("")).done.map(({ operation }) => operation)).toEqual(["profile.update"]);
    expect((await sendEmpty("a.png")).refusal?.code).toBe("E011003");
    expect(await api.deps.store.userPictures.findByKey("")).toBeNull();
    const { refusal, done, shownAgain } = await send(1_000_000);
    expect([refusal, done.length, shownAgain]).toEqual([null, 2, { name: "Ada" }]);
    expect((await send(8 * 1024 ** 2 + 20_000)).refusal?.code).toBe("E010413");
    expect((await send(100_000, steps.slice(0, 1))).refusal?.code).toBe("E010413");
  });

  it("S40: with a file is the same form when it is sent again, whatever stands between its fields then", async () => {
    const send = async (name: string) => {
      const form = new FormData();
      form.set("name", name);
      form.set("picture", new File([PNG], "a.png"));
      const request = new Request("http://gatehouse.test/api/form", { method: "POST", body: form });
      const body = new Uint8Array(await request.clone().arrayBuffer());
      return { body: Buffer.from(body), parts: partsOf(request, body).map((part) => Buffer.from(part)) };
    };
    const [once, again, other] = [await send("Ada"), await send("Ada"), await send("Bob")];

    expect(again.body).not.toEqual(once.body);
    expect(again.parts).toEqual(once.parts);
    expect(other.parts).not.toEqual(once.parts);
  });

  it("6.12: takes a form apart only as far as any of ours goes", async () => {
    const many = new FormData();
    for (let index = 0; index < 100; index += 1) many.append("name", "");

    expect((await post("profile.update", many)).refusal).toMatchObject({ code: "E011001", message: "The form has too many fields" });
    const broken = new Request("http://gatehouse.test/api/form", {
      method: "POST",
      body: "no parts",
      headers: { "content-type": "multipart/form-data; boundary=x" },
    });
    const log = { info() {}, warn() {}, error() {} };
    const steps = [{ operation: "profile.update" }];
    expect((await runForm({ deps: api.deps, log, carrier, localeOf: () => "" }, steps, broken)).refusal?.code).toBe("E011001");
  });

  it("U141: speaks the language that who signs in has chosen, unless one was chosen in that browser", async () => {
    const speaking = (isChosen: boolean): SessionCarrier => ({
      ...carrier,
      language: { isChosen: () => isChosen, choose: (language) => `locale=${language}` },
    });
    const signIn = async (isChosen: boolean) => {
      const log = { info() {}, warn() {}, error() {} };
      const request = new Request("http://gatehouse.test/api/form", { method: "POST", body: new URLSearchParams(ada) });
      const options = { deps: api.deps, log, carrier: speaking(isChosen), localeOf: () => "en" };
      return (await runForm(options, [{ operation: "password.signIn" }], request)).headers
        .getSetCookie()
        .filter((set) => /locale/.test(set));
    };
    const cookie = (await post("password.signUp", ada)).headers.get("set-cookie") ?? "";
    expect(await signIn(false)).toEqual([]);

    expect((await post("profile.update", { language: "de" }, cookie)).refusal).toBeNull();

    expect([await signIn(false), await signIn(true)]).toEqual([["locale=de"], []]);
  });

  it("U67: tells a limit on letters from one on an address, to its last second", async () => {
    const ask = async () => (await post("otp.signUp.email", ada)).refusal;
    for (let sent = 0; sent < 5; sent += 1) expect(await ask()).toBeNull();

    expect(await ask()).toMatchObject({ code: "E130429", limit: "letters" });
    api.deps.clock.advance({ seconds: 15 * 60 - 1 });
    expect(await ask()).toMatchObject({ code: "E130429", limit: "letters", retryAfterSeconds: 1 });
    vi.spyOn(api.deps.limiter, "take").mockReturnValueOnce(7);
    const byAddress = await ask();
    expect([byAddress?.code, byAddress?.limit]).toEqual(["E130429", undefined]);
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

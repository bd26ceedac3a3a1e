import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionCarrier } from "#session/cookies";
import { type Done, noteSignIn } from "./after-sign-in";
import { forgetPerson, keepTyped, knownLoginId, lastUsed, rememberLastUsed } from "./known-login-id";

const cookies = vi.hoisted(() => new Map<string, string>());

vi.mock("#session/cookies", async (importOriginal) => {
  const original = await importOriginal<typeof import("#session/cookies")>();
  return { ...original, ownCookie: async (name: string) => cookies.get(original.ownCookieName(name)) };
});

vi.mock("#session/api-for", () => ({ apiFor: async () => ({ purpose: "signIn" }) }));

beforeAll(() => {
  vi.stubEnv("APP_URL", "http://auth.example.com");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
});
beforeEach(() => cookies.clear());
afterAll(() => {
  vi.unstubAllEnvs();
});

/** As the browser keeps what it is sent. */
function receive(...lines: (string | undefined)[]): void {
  for (const line of lines) {
    const [name = "", value = ""] = (line?.split(";")[0] ?? "").split("=");
    if (line?.includes("Max-Age=0")) cookies.delete(name);
    else if (line) cookies.set(name, value);
  }
}

const ADA = "ada@northfold.example";
const BOB = "bob@northfold.example";

describe("a login ID", () => {
  it.each(["password.signIn", "signUpByPassword", "otp.signIn.email", "enchantedLink.signIn.email", "totp.verify", "password.sendReset"])(
    "U65: that %s was sent with is filled in on the next page, and stands in no readable cookie",
    async (form) => {
      const line = await keepTyped(form, { loginId: ` ${ADA} `, password: "seven lanterns by the river" });
      receive(line);

      expect(await knownLoginId()).toEqual({ value: ADA, isRemembered: false });
      expect(line).toMatch(/HttpOnly/);
      expect(decodeURIComponent(String(line))).not.toContain("ada");
    },
  );

  it.each([
    ["a form of the account", "otp.update.email", { loginId: ADA }],
    ["an empty field", "password.signIn", { loginId: "  " }],
    ["more than any login ID is long", "password.signIn", { loginId: "a".repeat(321) }],
    ["a form without one", "password.signIn", {}],
  ])("is not kept of %s", async (_, form, fields) => {
    expect(await keepTyped(form, fields as Record<string, string>)).toBeUndefined();
  });

  it("R35: in the cookie is worth nothing when it was not sealed here, or for another cookie", async () => {
    cookies.set("gatehouse.typed", ADA);
    cookies.set("gatehouse.last-used", "password");
    expect(await knownLoginId()).toEqual({ value: undefined, isRemembered: false });

    receive(await keepTyped("password.signIn", { loginId: ADA }));
    cookies.set("gatehouse.last-used", String(cookies.get("gatehouse.typed")));
    cookies.delete("gatehouse.typed");
    expect(await lastUsed()).toBeUndefined();
  });

  it("U66: of who was here last is remembered, gives way to what is typed, and is forgotten when it is not them", async () => {
    receive(await rememberLastUsed({ way: "code", loginId: ADA }));
    expect(await lastUsed()).toEqual({ way: "code", loginId: ADA });
    expect(await knownLoginId()).toEqual({ value: ADA, isRemembered: true });

    receive(await keepTyped("password.signIn", { loginId: BOB }));
    // Who is somebody else may say so, whatever was typed meanwhile.
    expect(await knownLoginId()).toEqual({ value: BOB, isRemembered: true });

    receive(...forgetPerson());
    expect(await knownLoginId()).toEqual({ value: undefined, isRemembered: false });
    expect(cookies.size).toBe(0);
  });
});

describe("noteSignIn", () => {
  const request = new Request("http://auth.example.com/api/form/x", { method: "POST" });
  const user = { email: ADA, loginIds: ["ada", ADA] };

  async function signedIn(): Promise<Request> {
    const [cookie = ""] = (await sessionCarrier.seal("S1", 600)).split(";");
    return new Request(request, { headers: { cookie } });
  }

  function note(...done: Done[]): Promise<void> {
    return noteOf(request, ...done);
  }

  async function noteOf(asked: Request, ...done: Done[]): Promise<void> {
    const headers = new Headers({ "set-cookie": "gatehouse.session=x" });
    const operations = done.map(({ operation }) => operation);
    receive(
      ...(
        await noteSignIn(
          operations,
          asked,
          async () => ({ headers }),
          () => done,
        )
      ).headers.getSetCookie(),
    );
  }

  it.each([
    ["the address, where that lets in", user, ADA],
    ["the first name, where it does not", { email: BOB, loginIds: ["ada", ADA] }, "ada"],
  ])("U66: remembers who has signed in by %s, and forgets what was typed on the way", async (_, opened, loginId) => {
    receive(await keepTyped("password.signIn", { loginId: BOB }));

    await note({ operation: "password.signIn", answer: { claims: {}, user: opened } });

    expect(await lastUsed()).toEqual({ way: "password", loginId });
    expect(await knownLoginId()).toEqual({ value: loginId, isRemembered: true });
  });

  it("U66: remembers nobody of a reset's link, and who has signed in by the password that was chosen", async () => {
    const link = { operation: "magicLink.verify", answer: { claims: { pending: "reset" }, user } };
    await note(link);
    expect(await lastUsed()).toBeUndefined();

    await note(link, { operation: "password.update", answer: {} }, { operation: "password.signIn", answer: { claims: {}, user } });
    expect(await lastUsed()).toEqual({ way: "password", loginId: ADA });
  });

  it("U66: remembers a new email of who is signed in, and the way as it was; a device that was told to forget stays so", async () => {
    const proven = { operation: "otp.verify.email", answer: { claims: {}, user: { email: BOB, loginIds: [BOB] } } };
    await note({ operation: "password.signIn", answer: { claims: {}, user } });

    await noteOf(await signedIn(), proven);
    expect(await lastUsed()).toEqual({ way: "password", loginId: BOB });

    receive(...forgetPerson());
    await noteOf(await signedIn(), proven);
    expect(await lastUsed()).toBeUndefined();
  });
});

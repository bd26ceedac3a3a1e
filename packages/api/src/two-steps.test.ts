import { verifyMagicLink } from "@repo/auth/links/magic-link";
import { changeSecondFactor } from "@repo/auth/security/overview";
import { askForTwo, showCode } from "@repo/auth/testing/authenticator";
import { collectTokens, testCaller } from "@repo/auth/testing/deps";
import { PASSWORD, visitor } from "@repo/auth/testing/scene";
import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listOperations } from "./routes";
import { createTestApi, type TestApi } from "./testing/rest-api";

// As shipped: what somebody who has the password, or the mailbox, of an account with two steps gets over REST.

const loginId = "ada@example.com";
const newPassword = "nine yellow bottles";

let api: TestApi;
let owner: JWTResponse;
let key: string;

beforeEach(async () => {
  api = await createTestApi();
  ({ owner, key } = await askForTwo({ deps: api.deps, prisma: api.database.prisma }));
});

afterEach(() => api.close());

async function signIn(password = PASSWORD): Promise<JWTResponse> {
  return (await api.call<JWTResponse>("/v1/auth/password/signin", { loginId, password })).body;
}

async function complete({ refreshJwt }: JWTResponse, loginOptions: object = { mfa: true }): Promise<JWTResponse> {
  const code = showCode(api.deps, key);
  api.deps.clock.advance({ seconds: 30 });
  return (await api.call<JWTResponse>("/v1/auth/totp/verify", { loginId, code, loginOptions }, { token: refreshJwt })).body;
}

/** Everything over REST that wants a session, with something that would do for each. */
function everyCall() {
  const input = { loginId, newPassword, email: "mallory@example.org", tenant: "T1", dct: true };
  return listOperations()
    .filter(({ operation }) => operation.access === "signedIn")
    .flatMap(({ operation }) => operation.routes)
    .map((route) => {
      const [method = "", path = ""] = route.split(" ");
      return { route, send: (token: string) => api.call(path, method === "GET" ? undefined : input, { token }) };
    });
}

/** What each of those calls is answered: an error code, or "done". */
async function outcomes(token: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const { route, send } of everyCall().filter(({ route }) => !route.includes("logout"))) {
    const { status, body } = await send(token);
    found[route] = status === 200 ? "done" : (body as { errorCode: string }).errorCode;
  }
  return found;
}

function refusing(code: string, except: readonly string[]): Record<string, string> {
  const routes = everyCall().map(({ route }) => route);
  return Object.fromEntries(
    routes.filter((route) => !route.includes("logout")).map((route) => [route, except.includes(route) ? "done" : code]),
  );
}

const REFRESH = ["POST /v1/auth/refresh", "GET /v1/auth/refresh"];

describe("over REST, an account with two steps", () => {
  it("F11: opens nothing to the password alone", async () => {
    const partial = await signIn();

    expect(partial.claims).toMatchObject({ roles: [], permissions: [], tenants: {}, pending: "secondFactor" });
    expect(await outcomes(partial.refreshJwt)).toEqual(refusing("E062131", REFRESH));
    expect(await api.call("/v1/auth/validate", {}, { token: partial.sessionJwt })).toMatchObject({ body: { errorCode: "E062131" } });
    expect(await api.call("/v1/auth/logout", {}, { token: partial.refreshJwt })).toMatchObject({ status: 200 });
  });

  it("F11: opens everything to both, added to the one session by `mfa`", async () => {
    const whole = await complete(await signIn());

    expect(whole.claims).toMatchObject({ amr: ["pwd", "totp", "mfa"], roles: ["admin"], tenants: { T1: {} } });
    expect(Object.values(await outcomes(whole.refreshJwt)).filter((outcome) => /^E06213/.test(outcome))).toEqual([]);
  });

  it("F8: asks for the second again after ten minutes, for what protects the account and nothing else", async () => {
    const whole = await complete(await signIn());
    api.deps.clock.advance({ minutes: 11 });
    const refused = Object.entries(await outcomes(whole.refreshJwt)).flatMap(([route, outcome]) => (outcome === "E062132" ? [route] : []));

    expect(refused).toEqual([
      "POST /v1/auth/password/update",
      "POST /v1/auth/otp/update/email",
      "POST /v1/auth/magiclink/update/email",
      "POST /v1/auth/enchantedlink/update/email",
      "POST /v1/auth/totp/update",
      "POST /v1/auth/recovery-codes",
    ]);

    await complete(whole, { stepup: true });
    expect(Object.values(await outcomes(whole.refreshJwt))).not.toContain("E062132");
  });

  it("F11: changes no password for who knows the present one alone", async () => {
    const replacing = { loginId, oldPassword: PASSWORD, newPassword };
    const partial = await signIn();

    for (const token of [undefined, partial.refreshJwt]) {
      const call = token === undefined ? {} : { token };
      expect(await api.call("/v1/auth/password/replace", replacing, call)).toMatchObject({ status: 401, body: { errorCode: "E062131" } });
    }
    expect((await signIn()).claims).toMatchObject({ pending: "secondFactor" });
  });

  it("F11: changes it for who shows both, and goes on with the session that has shown them", async () => {
    const whole = await complete(await signIn());
    const replacing = { loginId, oldPassword: PASSWORD, newPassword };

    const { body } = await api.call<JWTResponse>("/v1/auth/password/replace", replacing, { token: whole.refreshJwt });

    expect(body.claims).toMatchObject({ sid: whole.claims.sid, amr: ["pwd", "totp", "mfa"], roles: ["admin"] });
    expect((await signIn(newPassword)).claims).toMatchObject({ pending: "secondFactor" });
  });

  it("F10: gets a new password by a reset link, and nothing past its second step", async () => {
    await api.call("/v1/auth/password/reset", { loginId });
    const [token = ""] = await collectTokens(api.deps);
    const { body: reset } = await api.call<JWTResponse>("/v1/auth/magiclink/verify", { token });

    expect(await outcomes(reset.refreshJwt)).toEqual(refusing("E062131", [...REFRESH, "POST /v1/auth/password/update"]));
    expect((await signIn(newPassword)).claims).toMatchObject({ roles: [], pending: "secondFactor" });
  });
});

// A thief's session asks for a change while one factor is enough, and waits.
describe("a change that was asked for with one factor", () => {
  let thief: JWTResponse;

  beforeEach(async () => {
    await api.deps.store.factors.setSecondFactor(owner.user.userId, false, api.deps.clock.now());
    thief = await signIn();
  });

  function turnOn(): Promise<unknown> {
    return changeSecondFactor(api.deps, { required: true }, testCaller(api.deps, owner.refreshJwt));
  }

  it("F11: is void once its owner asks for two: another authenticator", async () => {
    const { body } = await api.call<{ key: string }>("/v1/auth/totp/update", { loginId }, { token: thief.refreshJwt });
    await turnOn();

    const answer = await api.call("/v1/auth/totp/verify", { loginId, code: showCode(api.deps, body.key) });

    expect(answer).toMatchObject({ status: 401, body: { errorCode: "E061102" } });
  });

  it("F11: is void once its owner asks for two: another address", async () => {
    await api.call("/v1/auth/magiclink/update/email", { loginId, email: "mallory@example.org" }, { token: thief.refreshJwt });
    const [token = ""] = await collectTokens(api.deps);
    await turnOn();

    await expect(verifyMagicLink(api.deps, { token }, visitor(api.deps))).rejects.toMatchObject({ code: "E062504" });
    expect((await api.deps.store.users.findById(thief.user.userId))?.email).toBe(loginId);
  });
});

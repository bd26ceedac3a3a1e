import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { JWK } from "@repo/contract/keys";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOperations } from "../routes";
import { createTestApi, signUp, type TestApi } from "../testing/rest-api";

type Fields = Record<string, unknown>;

/** A genuine token taken apart, and what an attacker can know: our public key. */
interface Genuine {
  token: string;
  header: Fields;
  claims: Fields;
  signature: string;
  jwk: JWK;
  publicKey: KeyObject;
}

const TOLERANCE_SECONDS = 5;
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const strangerJwk = { ...stranger.publicKey.export({ format: "jwk" }), alg: "RS256", kid: "stranger", use: "sig" };

const encode = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const decode = (part = ""): Fields => JSON.parse(Buffer.from(part, "base64url").toString());

function unsigned(header: unknown, claims: unknown): string {
  return `${encode(header)}.${encode(claims)}.`;
}

function byStranger(header: Fields, claims: Fields): string {
  const content = `${encode(header)}.${encode(claims)}`;
  return `${content}.${sign("sha256", Buffer.from(content), stranger.privateKey).toString("base64url")}`;
}

/** HS256, keyed with something that is no secret. */
function byPublicWords(header: Fields, claims: Fields, key: string | Buffer): string {
  const content = `${encode({ ...header, alg: "HS256" })}.${encode(claims)}`;
  return `${content}.${createHmac("sha256", key).update(content).digest("base64url")}`;
}

/** Signed by our own key: what is wrong is what it says. */
async function byUs(header: unknown, claims: unknown): Promise<string> {
  const content = `${encode(header)}.${encode(claims)}`;
  const { privateKey } = api.deps.keys.current();
  return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
}

function now(): number {
  return Math.floor(api.deps.clock.now().getTime() / 1000);
}

function flip(signature: string, index: number): string {
  const bytes = Buffer.from(signature, "base64url");
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString("base64url");
}

type Forge = (genuine: Genuine) => string | Promise<string>;

const S9: Record<string, Forge> = {
  "alg none without a signature": ({ header, claims }) => unsigned({ ...header, alg: "none" }, claims),
  "alg None": ({ header, claims }) => unsigned({ ...header, alg: "None" }, claims),
  "alg NONE": ({ header, claims }) => unsigned({ ...header, alg: "NONE" }, claims),
  "alg none with the genuine signature": ({ header, claims, signature }) => unsigned({ ...header, alg: "none" }, claims) + signature,
  "no alg": ({ header: { alg: _, ...header }, claims, signature }) => unsigned(header, claims) + signature,
  "alg in lower case": ({ header, claims }) => byUs({ ...header, alg: "rs256" }, claims),
  "alg as a list": ({ header, claims }) => byUs({ ...header, alg: ["RS256"] }, claims),
  "another algorithm over the same key": ({ header, claims }) => byUs({ ...header, alg: "RS512" }, claims),
  "HS256 keyed with our public key as SPKI PEM": ({ header, claims, publicKey }) =>
    byPublicWords(header, claims, publicKey.export({ format: "pem", type: "spki" })),
  "HS256 keyed with our public key as PKCS #1 PEM": ({ header, claims, publicKey }) =>
    byPublicWords(header, claims, publicKey.export({ format: "pem", type: "pkcs1" })),
  "HS256 keyed with our public key as DER": ({ header, claims, publicKey }) =>
    byPublicWords(header, claims, publicKey.export({ format: "der", type: "spki" })),
  "HS256 keyed with our JWK": ({ header, claims, jwk }) => byPublicWords(header, claims, JSON.stringify(jwk)),
  "HS256 keyed with our modulus": ({ header, claims, jwk }) => byPublicWords(header, claims, Buffer.from(jwk.n, "base64url")),
  "HS256 keyed with nothing": ({ header, claims }) => byPublicWords(header, claims, ""),
  "another key under our key ID": ({ header, claims }) => byStranger(header, claims),
  "another key under its own ID": ({ header, claims }) => byStranger({ ...header, kid: "stranger" }, claims),
  "another key that it brings along (jwk)": ({ header, claims }) => byStranger({ ...header, jwk: strangerJwk }, claims),
  "another key that it brings along under its own ID": ({ header, claims }) =>
    byStranger({ ...header, kid: "stranger", jwk: strangerJwk }, claims),
  "another key that it says where to find (jku)": ({ header, claims }) =>
    byStranger({ ...header, kid: "stranger", jku: "http://127.0.0.1:9/jwks.json" }, claims),
  "another key in a certificate (x5u, x5c)": ({ header, claims }) =>
    byStranger({ ...header, x5u: "http://127.0.0.1:9/cert.pem", x5c: ["MIIB"] }, claims),
  "our signature without a key ID": ({ header: { kid: _, ...header }, claims }) => byUs(header, claims),
  "our signature under an empty key ID": ({ header, claims }) => byUs({ ...header, kid: "" }, claims),
  "a key ID that is null": ({ header, claims }) => byUs({ ...header, kid: null }, claims),
  "a key ID that is an object": ({ header, claims }) => byUs({ ...header, kid: { toString: "x" } }, claims),
  "a key ID that every object has": ({ header, claims }) => byUs({ ...header, kid: "__proto__" }, claims),
  "a key ID that is a path": ({ header, claims }) => byPublicWords({ ...header, kid: "../../../../dev/null" }, claims, ""),
  "a key ID that is SQL": ({ header, claims }) => byPublicWords({ ...header, kid: "x' UNION SELECT 'x" }, claims, "x"),
  "an extension it calls critical": ({ header, claims }) => byUs({ ...header, crit: ["ours"], ours: true }, claims),
  "an unencoded payload (b64)": ({ header, claims }) => byUs({ ...header, crit: ["b64"], b64: false }, claims),
  "another user under the genuine signature": ({ header, claims, signature }) => unsigned(header, { ...claims, sub: "Uother" }) + signature,
  "a later end under the genuine signature": ({ header, claims, signature }) =>
    unsigned(header, { ...claims, exp: Number(claims.exp) + 9_999 }) + signature,
  "another session under the genuine signature": ({ header, claims, signature }) =>
    unsigned(header, { ...claims, sid: "Sother" }) + signature,
  "no signature": ({ header, claims }) => unsigned(header, claims),
  "half a signature": ({ header, claims, signature }) => unsigned(header, claims) + signature.slice(0, signature.length / 2),
  "a signature of zeros": ({ header, claims }) => unsigned(header, claims) + Buffer.alloc(256).toString("base64url"),
  "the first bit of the signature flipped": ({ header, claims, signature }) => unsigned(header, claims) + flip(signature, 0),
  "the last bit of the signature flipped": ({ header, claims, signature }) => unsigned(header, claims) + flip(signature, 255),
  "the genuine signature of a detached payload": ({ header, signature }) => `${encode(header)}..${signature}`,
  "half a payload": ({ token }) => token.replace(/\.[^.]+\./, (payload) => `${payload.slice(0, payload.length / 2)}.`),
  "a header that is no JSON": ({ token }) => token.replace(/^[^.]+/, encode("{not json")),
  "a payload that is no JSON": ({ header }) => byUs(header, "{not json"),
  "a payload that is null": ({ header }) => byUs(header, null),
  "a payload that is a list": ({ header, claims }) => byUs(header, [claims]),
  "nothing but dots": () => "..",
  "something that is no token": () => "K2abcdefghijklmnopqrstuvwxyz",
  "five parts, as if encrypted": ({ token }) => `${token}.a.b`,
};

const S10: Record<string, Forge> = {
  "another issuer": ({ header, claims }) => byUs(header, { ...claims, iss: "Pother0000000000000000000000" }),
  "no issuer": ({ header, claims: { iss: _, ...claims } }) => byUs(header, claims),
  "our issuer as the end of a URL": ({ header, claims }) => byUs(header, { ...claims, iss: `https://evil.example.net/${claims.iss}` }),
  "another audience": ({ header, claims }) => byUs(header, { ...claims, aud: ["Pother0000000000000000000000"] }),
  "no audience": ({ header, claims: { aud: _, ...claims } }) => byUs(header, claims),
  "no end": ({ header, claims: { exp: _, ...claims } }) => byUs(header, claims),
  "an end in words": ({ header, claims }) => byUs(header, { ...claims, exp: "never" }),
  "an end beyond the tolerance ago": ({ header, claims }) => byUs(header, { ...claims, exp: now() - TOLERANCE_SECONDS - 1 }),
  "a beginning beyond the tolerance ahead": ({ header, claims }) => byUs(header, { ...claims, nbf: now() + TOLERANCE_SECONDS + 1 }),
  "the other kind of token": ({ header, claims }) => byUs(header, { ...claims, drn: claims.drn === "DS" ? "DSR" : "DS" }),
  "no kind": ({ header, claims: { drn: _, ...claims } }) => byUs(header, claims),
  "no session": ({ header, claims: { sid: _, ...claims } }) => byUs(header, claims),
  "a session that does not exist": ({ header, claims }) => byUs(header, { ...claims, sid: "S000000000000000000000000000" }),
  "a session that is a query": ({ header, claims }) => byUs(header, { ...claims, sid: { startsWith: "S" } }),
};

/** Every route behind a token, now and later. */
const guarded = listOperations()
  .filter(({ path, operation: { access } }) => access === "signedIn" || access === "sessionToken" || path === "tryRefresh")
  .flatMap(({ operation: { routes, access } }) =>
    routes.map((route) => {
      const [method = "", path = ""] = route.split(" ");
      // Whoever tries without a good token is told no more than that.
      return { method, path, access, refusal: access === "project" ? "200 {}" : "401 E064002" };
    }),
  );

let api: TestApi;
let refresh: Genuine;
let session: Genuine;

function takeApart(token: string): Genuine {
  const [header, claims, signature = ""] = token.split(".");
  const [jwk] = api.deps.keys.published();
  if (!jwk) throw new Error("No key is published");
  return {
    token,
    header: decode(header),
    claims: decode(claims),
    signature,
    jwk,
    publicKey: createPublicKey({ key: { ...jwk }, format: "jwk" }),
  };
}

let address = 0;
async function show(token: string, { method, path }: { method: string; path: string }): Promise<string> {
  // The limits count by address, and are not what is tested here.
  const options = { method, token, address: `198.51.100.${address++ % 250}` };
  const { status, body } = await api.call<{ errorCode?: string }>(path, method === "POST" ? {} : undefined, options);
  return `${status} ${body.errorCode ?? JSON.stringify(body)}`;
}

beforeAll(async () => {
  // With rotation a token that looks spent ends the session; a forged one must not.
  api = await createTestApi({ config: { refreshRotation: true } });
  const tokens = await signUp(api);
  refresh = takeApart(tokens.refreshJwt);
  session = takeApart(tokens.sessionJwt);
});

afterAll(() => api.close());

describe("a token made of a genuine one's parts by our own key", () => {
  it("is accepted, so what follows is refused for what its title says", async () => {
    expect(await show(await byUs(refresh.header, refresh.claims), { method: "GET", path: "/v1/auth/me" })).toMatch(/^200/);
    expect(await show(await byUs(session.header, session.claims), { method: "POST", path: "/v1/auth/validate" })).toMatch(/^200/);
    expect(
      await show(await byUs(session.header, { ...session.claims, exp: now() - TOLERANCE_SECONDS + 1 }), {
        method: "POST",
        path: "/v1/auth/validate",
      }),
    ).toMatch(/^200/);
  });
});

describe.each([
  ["S9", S9],
  ["S10", S10],
])("4.2 %s: every operation behind a token refuses one with", (_, forgeries) => {
  it.each(Object.entries(forgeries))("%s", async (_name, forge) => {
    const forged = { refresh: await forge(refresh), session: await forge(session) };

    for (const route of guarded) {
      const answer = await show(route.access === "sessionToken" ? forged.session : forged.refresh, route);

      expect(`${route.path}: ${answer}`).toBe(`${route.path}: ${route.refusal}`);
    }
    expect(await show(refresh.token, { method: "GET", path: "/v1/auth/me" })).toMatch(/^200/);
    expect(api.errors).toEqual([]);
  });
});

describe("4.2 S10: a genuine token of the other kind", () => {
  it("is refused: the session token by everything behind a refresh token, and the other way round", async () => {
    for (const route of guarded) {
      const answer = await show(route.access === "sessionToken" ? refresh.token : session.token, route);

      expect(`${route.path}: ${answer}`).toBe(`${route.path}: ${route.refusal}`);
    }
  });
});

describe("the routes behind a token", () => {
  it("are the ones this suite means to cover", () => {
    expect(guarded.map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        "POST /v1/auth/refresh",
        "GET /v1/auth/me",
        "POST /v1/auth/logout",
        "POST /v1/auth/validate",
        "POST /v1/auth/tenant/select",
      ]),
    );
  });
});

import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { JWK } from "@repo/contract/keys";
import type { JWTResponse } from "@repo/contract/session";
import { decodeJwt, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TEST_PROJECT_ID } from "../testing/deps";
import { ADA, openScene, type Scene, signUp } from "../testing/scene";
import { verifyToken } from "./tokens";

/** The test clock's noon, in epoch seconds. */
const NOW = 1772366400;

const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ecStranger = generateKeyPairSync("ec", { namedCurve: "P-256" });

let scene: Scene;
let answer: JWTResponse;
let ours: { kid: string; jwk: JWK; privateKey: KeyObject };

// Nothing here changes what is stored.
beforeAll(async () => {
  scene = await openScene();
  answer = await signUp(scene.deps, ADA);
  const [record] = await scene.deps.store.signingKeys.list();
  if (!record) throw new Error("No signing key is stored");
  const der = scene.deps.sealer.open("signing-key", record.kid, record.sealedKey);
  ours = {
    kid: record.kid,
    jwk: JSON.parse(record.publicKey),
    privateKey: createPrivateKey({ key: der, format: "der", type: "pkcs8" }),
  };
});

afterAll(() => scene.close());

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

/** The three parts of the genuine token. */
function parts(): [string, string, string] {
  return answer.sessionJwt.split(".") as [string, string, string];
}

function header() {
  return { alg: "RS256", kid: ours.kid, typ: "JWT" };
}

function claims() {
  return decodeJwt(answer.sessionJwt);
}

/** Signed as RS256 demands, whatever header and claims say; by our own key unless said otherwise. */
function signRS256({ head = header() as object, body = claims() as unknown, key = ours.privateKey }): string {
  const signed = `${encode(head)}.${encode(body)}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** Our own key, a genuine signature, and another algorithm. */
function signOther(alg: "RS384" | "RS512" | "PS256"): Promise<string> {
  return new SignJWT(claims()).setProtectedHeader({ ...header(), alg }).sign(ours.privateKey);
}

function signHmac(key: string | Buffer): string {
  const signed = `${encode({ ...header(), alg: "HS256" })}.${parts()[1]}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

function signStranger(more: object): string {
  return signRS256({ head: { ...header(), ...more }, key: stranger.privateKey });
}

function publicPem(): string {
  return createPublicKey({ key: { ...ours.jwk }, format: "jwk" })
    .export({ format: "pem", type: "spki" })
    .toString();
}

function withClaims(changes: object): string {
  return `${parts()[0]}.${encode({ ...claims(), ...changes })}.${parts()[2]}`;
}

const forgeries: [string, () => string | Promise<string>][] = [
  // S9: the algorithm is not the token's to choose
  ["S9: alg none", () => `${encode({ ...header(), alg: "none" })}.${parts()[1]}.`],
  ["S9: alg None", () => `${encode({ ...header(), alg: "None" })}.${parts()[1]}.`],
  ["S9: alg none and no kid", () => `${encode({ alg: "none" })}.${parts()[1]}.`],
  ["S9: alg none with a signature of ours", () => signRS256({ head: { ...header(), alg: "none" } })],
  ["S9: no alg with a signature of ours", () => signRS256({ head: { kid: ours.kid } })],
  ["S9: HS256 with the public key's PEM", () => signHmac(publicPem())],
  ["S9: HS256 with the public key's PEM, trimmed", () => signHmac(publicPem().trim())],
  ["S9: HS256 with the public key's JWK", () => signHmac(JSON.stringify(ours.jwk))],
  ["S9: HS256 with the public key's modulus", () => signHmac(Buffer.from(ours.jwk.n, "base64url"))],
  ["S9: HS256 with an empty key", () => signHmac("")],
  ["S9: HS256 with the project ID", () => signHmac(TEST_PROJECT_ID)],
  ["S9: RS384 by our own key", () => signOther("RS384")],
  ["S9: RS512 by our own key", () => signOther("RS512")],
  ["S9: PS256 by our own key", () => signOther("PS256")],
  ["S9: ES256 by a stranger", () => new SignJWT(claims()).setProtectedHeader({ ...header(), alg: "ES256" }).sign(ecStranger.privateKey)],
  // S9, S11: nor is the key
  ["S9: a stranger's key under our kid", () => signStranger({})],
  ["S9: a stranger's key in jwk", () => signStranger({ jwk: stranger.publicKey.export({ format: "jwk" }) })],
  ["S9: a stranger's key at jku", () => signStranger({ jku: "https://evil.example/keys" })],
  ["S9: a stranger's certificate at x5u", () => signStranger({ x5u: "https://evil.example/certificate" })],
  ["S9: a stranger's certificate in x5c", () => signStranger({ x5c: ["AAAA"] })],
  ["S11: an unknown kid, and the stranger's key", () => signStranger({ kid: "unknown" })],
  ["S11: an unknown kid, though by our key", () => signRS256({ head: { ...header(), kid: "unknown" } })],
  ["S11: no kid", () => signRS256({ head: { alg: "RS256", typ: "JWT" } })],
  ["S11: an empty kid", () => signRS256({ head: { ...header(), kid: "" } })],
  ["S11: a path for a kid", () => signStranger({ kid: "../../../../dev/null" })],
  ["S11: SQL for a kid", () => signStranger({ kid: "' OR '1'='1" })],
  ["S11: a kid that every object has", () => signStranger({ kid: "__proto__" })],
  ["S11: a list for a kid", () => signRS256({ head: { ...header(), kid: [ours.kid] } })],
  // S10: what is signed says who it is for
  ["S10: another project's issuer", () => signRS256({ body: { ...claims(), iss: "Pother" } })],
  ["S10: another project's audience", () => signRS256({ body: { ...claims(), aud: ["Pother"] } })],
  ["S10: no issuer", () => signRS256({ body: { ...claims(), iss: undefined } })],
  ["S10: no audience", () => signRS256({ body: { ...claims(), aud: undefined } })],
  ["S10: no end", () => signRS256({ body: { ...claims(), exp: undefined } })],
  ["S10: an end that is no number", () => signRS256({ body: { ...claims(), exp: "tomorrow" } })],
  ["S10: an end 5 s ago", () => signRS256({ body: { ...claims(), exp: NOW - 5 } })],
  ["S10: a beginning in 6 s", () => signRS256({ body: { ...claims(), nbf: NOW + 6 } })],
  ["S10: no session", () => signRS256({ body: { ...claims(), sid: undefined } })],
  ["S10: no subject", () => signRS256({ body: { ...claims(), sub: undefined } })],
  ["S10: no kind", () => signRS256({ body: { ...claims(), drn: undefined } })],
  ["S10: another kind", () => signRS256({ body: { ...claims(), drn: "DSR" } })],
  // The signature holds it all together
  ["4.2: another subject under the genuine signature", () => withClaims({ sub: "U0" })],
  ["4.2: another session under the genuine signature", () => withClaims({ sid: "S0" })],
  ["4.2: a later end under the genuine signature", () => withClaims({ exp: NOW + 864_000 })],
  ["4.2: no signature", () => `${parts()[0]}.${parts()[1]}.`],
  ["4.2: two parts", () => `${parts()[0]}.${parts()[1]}`],
  ["4.2: four parts", () => `${answer.sessionJwt}.AAAA`],
  ["4.2: a signature cut short", () => answer.sessionJwt.slice(0, -4)],
  ["4.2: the signature of another token", () => `${parts()[0]}.${parts()[1]}.${answer.refreshJwt.split(".")[2]}`],
  // One token has one spelling.
  ["4.2: the genuine signature and something that is not base64", () => `${answer.sessionJwt}=`],
  ["4.2: the genuine signature with a character that decoders skip", () => answer.sessionJwt.replace(/.$/, "!$&")],
  ["4.2: a header by our key that says the same in another order", () => signRS256({ head: { typ: "JWT", alg: "RS256", kid: ours.kid } })],
  ["4.2: a header that is no JSON", () => `${Buffer.from("{").toString("base64url")}.${parts()[1]}.${parts()[2]}`],
  ["4.2: a header that is null", () => `${encode(null)}.${parts()[1]}.${parts()[2]}`],
  ["4.2: claims that are a list", () => signRS256({ body: [claims()] })],
  ["4.2: claims that are null", () => signRS256({ body: null })],
  ["4.2: an extension that must be understood", () => signRS256({ head: { ...header(), crit: ["purpose"], purpose: "all" } })],
  ["4.2: claims outside of base64", () => signRS256({ head: { ...header(), crit: ["b64"], b64: false } })],
  ["4.2: letters that are not base64's", () => `${parts()[0]}.\u00e4\u00f6.${parts()[2]}`],
  ["4.2: nothing", () => ""],
  ["4.2: dots", () => ".."],
  ["4.2: 60 kB of dots", () => ".".repeat(60_000)],
];

// Everything that has been tried against servers that verify tokens: say how to verify, sign with what is public, change what is signed.
describe("a forged token", () => {
  it.each(forgeries)("is refused E064002, %s", async (_, forge) => {
    await expect(verifyToken(scene.deps, await forge(), "DS")).rejects.toMatchObject({ code: "E064002", status: 401 });
  });

  it("is not refused by mistake: the same arrangement with nothing forged is taken", async () => {
    await expect(verifyToken(scene.deps, signRS256({}), "DS")).resolves.toEqual(answer.claims);
    await expect(verifyToken(scene.deps, parts().join("."), "DS")).resolves.toEqual(answer.claims);
  });
});

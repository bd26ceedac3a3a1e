import { createPrivateKey } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ADA, openSceneOnFile, PASSWORD, refresh, type SceneOnFile, signIn, signUp } from "../testing/scene";

/** As in createTestDeps. */
const AUTH_SECRET = "a secret for tests that is long enough";

let scene: SceneOnFile;

beforeEach(async () => {
  scene = await openSceneOnFile({ refreshRotation: true });
});

afterEach(() => scene.close());

/** Which of the needles lie in the database, as they are or in hexadecimal, base64 or base64url. */
async function findIn(haystack: Buffer, needles: Record<string, string | Buffer>): Promise<string[]> {
  return Object.entries(needles).flatMap(([name, needle]) => {
    const bytes = Buffer.from(needle);
    const spellings = [bytes, ...(["hex", "base64", "base64url"] as const).map((encoding) => Buffer.from(bytes.toString(encoding)))];
    return spellings.some((spelling) => haystack.includes(spelling)) ? [name] : [];
  });
}

// The database is copied, sold with a disk, or left in a bucket: it must not be enough to be somebody.
describe("the database file", () => {
  it("7.1: holds neither password, nor tokens, nor the private key, nor AUTH_SECRET", async () => {
    const first = await signUp(scene.deps, ADA);
    const second = await refresh(scene.deps, first.refreshJwt);
    const third = await signIn(scene.deps, ADA, { loginOptions: { customClaims: { plan: "free" } } });
    await expect(signIn(scene.deps, ADA, { password: "a wrong password" })).rejects.toThrow();
    // As often as is told by mail, where somebody has it.
    for (let times = 0; times < 10; times++) {
      await expect(signIn(scene.deps, "typed-by-mistake", { password: PASSWORD })).rejects.toThrow("Invalid");
      scene.deps.clock.advance({ minutes: 15 });
    }
    const tokens = [first, second, third].flatMap(({ sessionJwt, refreshJwt }) => [sessionJwt, refreshJwt]);
    const [record] = await scene.deps.store.signingKeys.list();
    if (!record) throw new Error("No signing key is stored");
    const der = scene.deps.sealer.open("signing-key", record.kid, record.sealedKey);
    const { d = "", p = "", q = "" } = createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({ format: "jwk" });

    const database = await scene.readFiles();

    expect(
      await findIn(database, {
        password: PASSWORD,
        "wrong password": "a wrong password",
        "unknown login ID": "typed-by-mistake",
        AUTH_SECRET,
        ...Object.fromEntries(tokens.map((token, index) => [`token ${index}`, token])),
        ...Object.fromEntries(tokens.map((token, index) => [`signature ${index}`, token.split(".")[2] ?? ""])),
        "private key": der,
        "private key's PEM": "BEGIN PRIVATE KEY",
        "private exponent": Buffer.from(d, "base64url"),
        "first prime": Buffer.from(p, "base64url"),
        "second prime": Buffer.from(q, "base64url"),
      }),
    ).toEqual([]);
    // That the search finds what is there:
    expect(await findIn(database, { "login ID": ADA, "key ID": record.kid })).toEqual(["login ID", "key ID"]);
  });
});

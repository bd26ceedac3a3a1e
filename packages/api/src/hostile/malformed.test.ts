import { request as httpRequest } from "node:http";
import { AUTH_ERRORS, type ErrorCode, type ErrorTable } from "@repo/contract/errors";
import type { JWTResponse } from "@repo/contract/session";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { errorsOf } from "../openapi";
import { listOperations, type OperationEntry } from "../routes";
import { createTestApi, createTestServer, PASSWORD, signUp, type TestAnswer, type TestApi } from "../testing/rest-api";
import { tokenFor, writes } from "./writes";

const LIMIT_BYTES = 64 * 1024;

/** Makes a body for an operation that declares these fields. */
type Make = (fields: readonly string[]) => string | Uint8Array;

interface Body {
  make: Make;
  /** What everybody who may call is answered, where the operation makes no difference. */
  always?: ErrorCode;
  /** Too long for all but who has shown a management key. */
  tooLong?: true;
  /** Odd, but nothing is wrong with it: it may sign somebody up. */
  harmless?: true;
  /** A list, which some operations take: what they make of what is in it is theirs to say. */
  list?: true;
}

const filled = (json: string) => (fields: readonly string[]) => `{${fields.map((name) => `"${name}":${json}`).join()}}`;
const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
const user = '"loginId":"mallory@example.com","password":"correct horse battery"';

/** 6.1: what a caller may send instead of what was asked for. */
const BODIES: Record<string, Body> = {
  "no bytes": { make: () => "" },
  "nothing but white space": { make: () => " \r\n\t " },
  "half an object": { make: () => '{"loginId":', always: "E011001" },
  "an object and something behind it": { make: () => `{${user}} {}`, always: "E011001" },
  "a form": { make: () => "loginId=mallory%40example.com&password=correct", always: "E011001" },
  JavaScript: { make: () => "{loginId: 'mallory'}", always: "E011001" },
  null: { make: () => "null", always: "E011001" },
  "a list": { make: () => `[{${user}}]`, always: "E011001", list: true },
  "a number": { make: () => "42", always: "E011001" },
  "a string": { make: () => '"loginId"', always: "E011001" },
  "50,000 opening brackets": { make: () => "[".repeat(50_000), always: "E011001" },
  "lists nested as deep as fits": { make: () => nested(LIMIT_BYTES / 2), always: "E011001", list: true },
  "objects nested 10,000 deep": { make: () => `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}` },
  "fields nested 2,000 deep": { make: filled(nested(2_000)) },
  "a byte beyond 64 kB": { make: () => `"${"x".repeat(LIMIT_BYTES - 1)}"`, tooLong: true },
  "5 MB": { make: () => "x".repeat(5_000_000), tooLong: true },
  "6 MB": { make: () => "x".repeat(6_000_000), always: "E010413" },
  "fields of 100 kB": { make: filled(`"${"x".repeat(100_000)}"`), tooLong: true },
  "fields as long as fits": { make: (fields) => filled(`"${"x".repeat(60_000 / (fields.length + 1))}"`)(fields) },
  "a prototype (__proto__)": { make: () => `{"__proto__":{${user}}}` },
  "a prototype (constructor)": { make: () => `{"constructor":{"prototype":{${user}}}}` },
  "objects for fields": { make: filled("{}") },
  "query operators for fields": { make: filled('{"$gt":"","startsWith":"a","not":null}') },
  "lists for fields": { make: filled('["mallory@example.com"]') },
  "numbers for fields": { make: filled("1e999") },
  "booleans for fields": { make: filled("true") },
  "nulls for fields": { make: filled("null") },
  "empty strings for fields": { make: filled('""') },
  "NULs in fields": { make: filled('"mal\\u0000lory@example.com"') },
  "lone surrogates in fields": { make: filled('"mal\\ud800lory@example.com"') },
  "line breaks in fields": { make: filled('"mallory@example.com\\r\\nBcc: everybody@example.com"') },
  "HTML in fields": { make: filled('"<img src=x onerror=alert(1)>@example.com"') },
  "SQL in fields": { make: filled(`"' OR 1=1; DROP TABLE \\"User\\"; --"`), harmless: true },
  "a field twice, the second time as an object": { make: () => `{${user},"loginId":{}}` },
  "a field twice": {
    make: () => `{"loginId":"first@example.com","loginId":"second@example.com","password":"${PASSWORD}"}`,
    harmless: true,
  },
  "bytes that are no UTF-8": { make: () => bytes('{"loginId":"', [0xc3, 0x28, 0xff], '"}'), always: "E011001" },
  "surrogates in UTF-8": { make: () => bytes('{"loginId":"', [0xed, 0xa0, 0x80], '"}'), always: "E011001" },
  "an overlong slash": { make: () => bytes('{"loginId":"', [0xc0, 0xaf], '"}'), always: "E011001" },
  "UTF-16": { make: () => Buffer.from(`\ufeff{${user}}`, "utf16le"), always: "E011001" },
  "a byte order mark": { make: () => `\ufeff{"loginId":"bom@example.com","password":"${PASSWORD}"}`, harmless: true },
  "5,000 keys nobody knows": { make: () => `{${Array.from({ length: 5_000 }, (_, key) => `"k${key}":1`).join()}}` },
  "custom claims nested 10,000 deep": { make: () => `{${user},"loginOptions":{"customClaims":{"a":${nested(10_000)}}}}` },
  "custom claims beyond counting": {
    make: () => `{${user},"loginOptions":{"customClaims":{${Array.from({ length: 3_000 }, (_, key) => `"k${key}":1`).join()}}}}`,
  },
};

const OTHER_TYPES = ["text/plain", "application/x-www-form-urlencoded", null];

let api: TestApi;
let tokens: JWTResponse & { accessKey: string };
let calls = 0;

beforeAll(async () => {
  api = await createTestApi();
  const { cleartext } = await api.manage<{ cleartext: string }>("POST /v1/mgmt/accesskey/create", { name: "reports" });
  tokens = { ...(await signUp(api)), accessKey: cleartext };
});

afterAll(() => api.close());

async function send({ method, path, operation }: (typeof writes)[number], body: Uint8Array, contentType: string | null) {
  // Signing out is one of the operations, and a body may well have been good enough for it.
  await api.database.prisma.session.updateMany({ data: { revokedAt: null } });
  const token = tokenFor(operation, tokens);
  return api.call(path, body, {
    method,
    ...(token !== undefined && { token }),
    headers: { "content-type": contentType },
    // The limits count by address, and are not what is tested here.
    address: `2001:db8:${(calls++).toString(16)}::1`,
  });
}

/** What every code means, the product's too. */
const ERRORS: ErrorTable = Object.assign({ ...AUTH_ERRORS }, ...listOperations().map(({ operation }) => operation.ownErrors));

function expectRefusal({ status, headers, body }: TestAnswer, codes: readonly string[]): void {
  const { errorCode } = body as { errorCode: string };
  expect(codes).toContain(errorCode);
  expect(body).toEqual({ errorCode, errorDescription: ERRORS[errorCode]?.description, errorMessage: expect.any(String) });
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
  expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
}

/** A refusal the operation declares, or an answer of the shape it declares. */
function expectDeclared({ operation }: OperationEntry, answer: TestAnswer): void {
  if (answer.status === 200) expect(operation.output.safeParse(answer.body).error).toBeUndefined();
  else expectRefusal(answer, errorsOf(operation, "POST"));
}

/** An operation of each kind that reads its body alike. */
const ONE_OF_KIND = new Map(
  writes.map(({ path, operation: { access, input } }) => [`${access} ${input instanceof z.ZodArray}`, path] as const),
);

const isOneOfKind = (path: string) => [...ONE_OF_KIND.values()].includes(path);

/** Whoever has a management key is trusted with more: to those operations generated-bodies.test.ts sends what is wrong with fields. */
const tried = writes.filter(({ path, operation }) => operation.access !== "management" || isOneOfKind(path));

/** What every operation is sent; what is refused before any looks at it, one operation of each kind. */
function bodiesFor({ path }: (typeof writes)[number]): [string, Body][] {
  return Object.entries(BODIES).filter(([, { always, tooLong }]) => isOneOfKind(path) || !(always || tooLong));
}

describe.each(tried.map((entry) => [`${entry.method} ${entry.path}`, entry] as const))("6.1 H5: %s", (_route, entry) => {
  const declared = entry.operation.input instanceof z.ZodObject ? Object.keys(entry.operation.input.shape) : [];
  const fields = [...declared, "anything"];

  it.each(bodiesFor(entry))("answers %s with a refusal it declares, whatever type it is said to have", async (_, body) => {
    const usersBefore = await api.database.prisma.user.count();
    const sent = Buffer.from(body.make(fields));
    const isTooLong = body.tooLong && entry.operation.access !== "management";
    const takesList = entry.operation.input instanceof z.ZodArray && body.list;
    const always = isTooLong ? "E010413" : takesList ? undefined : body.always;
    // JSON, and in turn one of the types that it is not.
    for (const contentType of ["application/json", OTHER_TYPES[calls % OTHER_TYPES.length] ?? null]) {
      const answer = await send(entry, sent, contentType);

      if (always) expectRefusal(answer, [always]);
      else expectDeclared(entry, answer);
    }

    // Who has a management key may make users and remove them, and what nobody knows of a body is ignored.
    if (!body.harmless && entry.operation.access !== "management") expect(await api.database.prisma.user.count()).toBe(usersBefore);
    expect(api.errors).toEqual([]);
  });
});

describe("6.1: a sign-up with everything right but one field", () => {
  const LOGIN_IDS = {
    "a NUL": "mal\\u0000lory",
    "a control character": "mal\\u001blory",
    DEL: "mal\\u007flory",
    CRLF: "mallory\\r\\nx",
    "a line separator": "mal\\u2028lory",
    HTML: "<b>mallory</b>",
    "half a tag": "mallory<",
    "a high surrogate alone": "mal\\ud800lory",
    "a low surrogate alone": "mal\\udc00lory",
    "an override of direction": "mal\\u202elory",
    "a space of no width": "mal\\u200blory",
    "a private character": "mal\\ue000lory",
    nothing: "",
    "nothing but spaces": "   ",
    "321 characters": "x".repeat(321),
    "60,000 characters": "x".repeat(60_000),
  };

  it.each(Object.entries(LOGIN_IDS))("a login ID with %s is E011003, and makes no account", async (_, loginId) => {
    await expectNobodyNew(`{"loginId":"${loginId}","password":"${PASSWORD}"}`, "loginId");
  });

  const DETAILS = {
    "a name with a line break": '"name":"Ada\\r\\nBcc: everybody@example.com"',
    "a name with a NUL": '"givenName":"A\\u0000da"',
    "a name of 201 characters": `"familyName":"${"x".repeat(201)}"`,
    "words for a phone number": '"phone":"call me"',
    "a list of names": '"name":["Ada"]',
  };

  it.each(Object.entries(DETAILS))("%s is E011003, and makes no account", async (_, detail) => {
    await expectNobodyNew(`{${user},"user":{${detail}}}`, "user");
  });

  const NO_ADDRESSES = {
    "an address with a line break": "ada@example.com\\r\\nBcc: everybody@example.com",
    "two addresses": "ada@example.com,everybody@example.com",
    "an address with angle brackets": "Ada <ada@example.com>",
    "a quoted local part": '\\"ada\\"@example.com',
    "a space of no width in an address": "mal\\u200blory@example.com",
  };

  it.each(Object.entries(NO_ADDRESSES))("%s is E011004, and makes no account", async (_, address) => {
    await expectNobodyNew(`{${user},"user":{"email":"${address}"}}`, "user", "E011004");
    await expectNobodyNew(`{"loginId":"${address}","password":"${PASSWORD}"}`, "loginId", "E011004");
  });

  async function expectNobodyNew(body: string, field: string, code: ErrorCode = "E011003"): Promise<void> {
    const usersBefore = await api.database.prisma.user.count();

    const answer = await api.call<{ errorMessage: string }>("/v1/auth/password/signup", body, { address: `2001:db8:1::${calls++}` });

    expectRefusal(answer, [code]);
    expect(answer.body.errorMessage).toMatch(new RegExp(`^The ${field}[\\w.]* field `));
    expect(await api.database.prisma.user.count()).toBe(usersBefore);
  }

  it.each([
    "Robert'); DROP TABLE Students;--",
    "名前",
    "zoë o'brien",
    "👩‍🚀".replaceAll("\u200d", ""),
    "-1",
    "null",
    "__proto__",
    "%00",
    "../../etc/passwd",
  ])("an odd login ID that harms nobody is one: %s", async (loginId) => {
    const signedUp = await api.call("/v1/auth/password/signup", { loginId, password: PASSWORD });
    const signedIn = await api.call("/v1/auth/password/signin", { loginId, password: PASSWORD });

    expect(signedUp).toMatchObject({ status: 200, body: { user: { loginIds: [loginId] } } });
    expect(signedIn).toMatchObject({ status: 200, body: { user: { loginIds: [loginId] } } });
  });
});

describe("P16: 64 kB of combining marks, which take half a second to normalise", () => {
  const marks = "\u0316\u0301".repeat(14_000);

  afterEach(() => vi.restoreAllMocks());

  it.each<[string, object, ErrorCode]>([
    ["a login ID", { loginId: marks, password: PASSWORD }, "E011003"],
    ["a name", { loginId: "marks@example.com", password: PASSWORD, user: { name: marks } }, "E011003"],
    ["an address", { loginId: "marks@example.com", password: PASSWORD, user: { email: marks } }, "E011003"],
    ["a password", { loginId: "marks@example.com", password: marks }, "E062901"],
  ])("are refused unread as %s of a sign-up", async (_, body, code) => {
    const normalise = vi.spyOn(String.prototype, "normalize");

    const answer = await api.call("/v1/auth/password/signup", body);

    expectRefusal(answer, [code]);
    const lengths = normalise.mock.contexts.map((text) => String(text).length);
    expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(4 * 320);
  });

  it("are a wrong password like any other at a sign-in", async () => {
    const normalise = vi.spyOn(String.prototype, "normalize");

    const answer = await api.call("/v1/auth/password/signin", { loginId: "ada@example.com", password: marks });

    expectRefusal(answer, ["E062906"]);
    expect(normalise.mock.contexts.map(String)).not.toContain(marks);
  });

  it("P2: a password is as long at sign-up as it is at sign-in: what is too long for one is so for the other", async () => {
    // 256 Hangul syllables once composed, typed as jamo.
    const typed = "\u1112\u1161\u11ab".repeat(128) + "\u1100\u1173\u11af".repeat(128);

    const answer = await api.call("/v1/auth/password/signup", { loginId: "hangul@example.com", password: typed });

    expectRefusal(answer, ["E062901"]);
  });
});

describe("6.5: bodies as they arrive", () => {
  it("an endless one is cut at the limit, and nothing more is taken from it", async () => {
    const cancelled = vi.fn();
    let chunks = 0;
    const endless = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          chunks++;
          controller.enqueue(new Uint8Array(1024).fill(0x20));
        },
        cancel: cancelled,
      },
      { highWaterMark: 0 },
    );

    const answer = await api.call("/v1/auth/password/signin", endless);

    expectRefusal(answer, ["E010413"]);
    expect(chunks).toBe(65);
    expect(cancelled).toHaveBeenCalledOnce();
  });

  it("one announced as too long is refused unread", async () => {
    const pull = vi.fn();
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });

    const answer = await api.call("/v1/auth/password/signin", body, { headers: { "content-length": String(LIMIT_BYTES + 1) } });

    expectRefusal(answer, ["E010413"]);
    expect(pull).not.toHaveBeenCalled();
  });

  it("one that breaks off is E011001, and no error of ours", async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from('{"loginId":'));
      },
      pull(controller) {
        controller.error(new Error("connection reset"));
      },
    });

    const answer = await api.call("/v1/auth/password/signin", body);

    expectRefusal(answer, ["E011001"]);
    expect(api.errors).toEqual([]);
  });

  it("exactly 64 kB are read", async () => {
    const body = `{"loginId":"ada@example.com","password":"${PASSWORD}"}`.padEnd(LIMIT_BYTES, " ");

    expect(await api.call("/v1/auth/password/signin", body)).toMatchObject({ status: 200 });
  });

  it("over a socket: endless chunks and 5 MB are answered 413 while the client still sends, and the server goes on", async () => {
    const server = await createTestServer();
    const headers = { authorization: `Bearer ${server.deps.config.projectId}`, "content-type": "application/json" };
    const url = `${server.url}/v1/auth/password/signup`;
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(Buffer.alloc(16_384, " ")) });

    const answers = [
      await fetch(url, { method: "POST", headers, body: endless, duplex: "half" } as RequestInit),
      await fetch(url, { method: "POST", headers, body: "x".repeat(5_000_000) }),
    ];

    for (const answer of answers) {
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ errorCode: "E010413" });
    }
    await breakOff(url, headers);
    expect((await fetch(`${server.url}/v2/keys/${server.deps.config.projectId}`)).status).toBe(200);
    expect(server.errors).toEqual([]);
    await server.close();
  });
});

/** Announces a body, sends the beginning of it and goes away. */
function breakOff(url: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve) => {
    const request = httpRequest(url, { method: "POST", headers: { ...headers, "content-length": "1000" } });
    request.on("error", () => resolve());
    request.on("close", () => resolve());
    request.write('{"loginId":', () => request.destroy());
  });
}

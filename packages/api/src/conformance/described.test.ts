import { describe, expect, it } from "vitest";
import { listOperations } from "../routes";
import described from "./described.json";
import { DOCUMENTED } from "./documented";
import type { Shape } from "./shapes";

/*
 * Names and types of the fields that the vendor's machine-readable description gives the answers of its management API (described.json),
 * beside what is documented here, which real answers are compared with: every field is there, and every departure has its reason, here or in
 * DIFFERENCES.
 */

interface Departure {
  /** `route answer.field`. */
  of: RegExp;
  why: string;
}

/** Where what is documented here departs from the description on purpose. */
const DEPARTURES: readonly Departure[] = [
  {
    of: /\.(customAttributes|customClaims)\{\}: described as string, documented as anything$/,
    why: "Values are of the type that was declared, on the wire and in the SDKs.",
  },
  { of: /\/mgmt\/user\S* answer\.created: /, why: "Only what makes a user says that it did: no SDK reads it elsewhere." },
  { of: /passkeys\[\]\./, why: "Nobody has a passkey, so the list is empty." },
  {
    of: /\.defaultValue(\.@type)?: /,
    why: "The description shows how the vendor's servers wrap a value between them; the wire has the value.",
  },
  {
    of: /\/customattribute\S* answer\.total: described as string, documented as int32$/,
    why: "A number, as the total of every other list.",
  },
  { of: /answer\.ssoSetupSuiteSettings/, why: "Of enterprise sign-in, which is not there: left out as a whole." },
];

/** Operations that the description does not have. */
const NOT_DESCRIBED: Readonly<Record<string, string>> = {
  "GET /v1/mgmt/license": "SDKs ask for it when they are given a management key.",
  "POST /v1/mgmt/accesskey/rotate": "SDKs call it; the answer is that of create.",
  "POST /v1/mgmt/user/password/set": "The older name of password/set/temporary, which SDKs still call.",
  "POST /v1/mgmt/user/recovery-codes/delete": "Recovery codes are described, but not that management deletes them.",
};

const operations: Readonly<Record<string, string>> = described.operations;
const schemas: Readonly<Record<string, Readonly<Record<string, string>>>> = described.schemas;

type Leaves = Record<string, string>;

function describedLeaves(type: string, at: string, above: readonly string[] = []): Leaves {
  if (type.endsWith("[]")) return describedLeaves(type.slice(0, -2), `${at}[]`, above);
  if (type.startsWith("map of ")) return describedLeaves(type.slice(7), `${at}{}`, above);
  const fields = schemas[type];
  if (type === "object") return above.length > 0 ? { [`${at}{}`]: "anything" } : {};
  if (!fields || above.includes(type)) return { [at]: fields ? "anything" : type };
  return Object.assign({}, ...Object.entries(fields).map(([name, one]) => describedLeaves(one, `${at}.${name}`, [...above, type])));
}

function documentedLeaves(shape: Shape, at: string): Leaves {
  if (typeof shape === "string") return { [at]: shape };
  if ("nullOr" in shape) return documentedLeaves(shape.nullOr, at);
  if ("mapOf" in shape) return documentedLeaves(shape.mapOf, `${at}{}`);
  if (!("fields" in shape)) return documentedLeaves(shape[0], `${at}[]`);
  return Object.assign({}, ...Object.entries(shape.fields).map(([name, one]) => documentedLeaves(one, `${at}.${name}`)));
}

const managed = listOperations()
  .filter(({ operation }) => operation.access === "management" || operation.access === "accessKey")
  .flatMap(({ operation: { routes } }) => routes.map((route) => ({ route, first: routes[0] ?? route })));

const departures = managed.flatMap(({ route, first }) => {
  const type = operations[route];
  const shape = DOCUMENTED[first];
  if (type === undefined || shape === undefined) return [];
  const [one, other] = [describedLeaves(type, "answer"), documentedLeaves(shape, "answer")];
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((field) => one[field] !== other[field]);
  return fields.map((field) => `${route} ${field}: described as ${one[field] ?? "nothing"}, documented as ${other[field] ?? "nothing"}`);
});

describe("the vendor's description of the management API", () => {
  it("has every route that is served, but for those that are listed", () => {
    const missing = managed.map(({ route }) => route).filter((route) => !(route in operations));

    expect(missing.sort()).toEqual(Object.keys(NOT_DESCRIBED).sort());
  });

  it("gives every answer the fields and types that are documented here, but for what is listed", () => {
    expect(departures.filter((departure) => !DEPARTURES.some(({ of }) => of.test(departure)))).toEqual([]);
    // What is listed and does not happen is no reason for anything.
    expect(DEPARTURES.filter(({ of }) => !departures.some((departure) => of.test(departure)))).toEqual([]);
  });
});

import { product } from "@repo/app/product";
import { AuthError } from "@repo/contract/errors";
import type { Joined } from "./carry-out";
import type { AnswerHeaders } from "./exchange";
import { appRouter } from "./router";

export interface OperationEntry extends Joined {
  /** tRPC path, `password.signUp`. */
  path: string;
  /** Of `packages/app`, not of the auth part, whose answers and rules are documented elsewhere. */
  isProduct: boolean;
}

interface Found extends OperationEntry {
  params: Record<string, string>;
}

function isProduct(path: string): boolean {
  return Object.hasOwn(product, path.split(".")[0] ?? "");
}

// tRPC types the flattened record by the nested one.
const procedures = appRouter._def.procedures as unknown as Record<string, { _def: { meta?: Joined } }>;
const operations: readonly OperationEntry[] = Object.entries(procedures).flatMap(([path, { _def }]) =>
  _def.meta ? [{ path, ..._def.meta, isProduct: isProduct(path) }] : [],
);

/** Every operation that can be called, in the router's order. */
export function listOperations(): readonly OperationEntry[] {
  return operations;
}

interface Pattern {
  segments: string[];
  methods: Map<string, OperationEntry>;
}

const patterns = new Map<string, Pattern>();
for (const entry of operations) {
  for (const route of entry.operation.routes) {
    const [method = "", path = ""] = route.split(" ");
    const pattern = patterns.get(path) ?? { segments: path.split("/"), methods: new Map() };
    pattern.methods.set(method, entry);
    patterns.set(path, pattern);
  }
}
const withParams = [...patterns.values()].filter(({ segments }) => segments.some((segment) => segment.startsWith("{")));

function matchParams({ segments }: Pattern, given: readonly string[]): Record<string, string> | null {
  if (segments.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith("{") && value !== "") params[segment.slice(1, -1)] = value;
    else if (segment !== value) return null;
  }
  return params;
}

function findPattern(pathname: string): { pattern: Pattern; params: Record<string, string> } | null {
  const exact = patterns.get(pathname);
  if (exact && !withParams.includes(exact)) return { pattern: exact, params: {} };
  const given = pathname.split("/");
  for (const pattern of withParams) {
    const params = matchParams(pattern, given);
    if (params) return { pattern, params };
  }
  return null;
}

/** The operation behind a method and path. Throws E010404 for an unknown path, E010405 (with `allow` set) for an unlisted method. */
export function findRoute(method: string, pathname: string, headers: AnswerHeaders): Found {
  const found = findPattern(pathname);
  if (!found) throw new AuthError("E010404");
  const entry = found.pattern.methods.get(method);
  if (entry) return { ...entry, params: found.params };
  const listed = [...found.pattern.methods.keys()].flatMap((one) => (one === "GET" ? [one, "HEAD"] : [one]));
  headers.allow = [...listed, "OPTIONS"].join(", ");
  throw new AuthError("E010405");
}

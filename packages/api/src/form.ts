import { type ApiError, AuthError, isApiError } from "@repo/contract/errors";
import type { Access, Operation } from "@repo/contract/operation";
import { callTRPCProcedure } from "@trpc/server";
import { z } from "zod";
import { OPERATION_BYTES_MAX, readBytes } from "./body";
import { type BrowserOptions, browserCaller, giveMark, readCarried, sealedDelivery } from "./browser";
import { toApiError } from "./errors";
import { appRouter } from "./router";
import { listOperations } from "./routes";
import type { Context } from "./trpc";

/** Deeper than any field of ours. */
const DEPTH_MAX = 3;
/** What may follow what: the pairs that pages send as one intent. Nothing leads back, so no form runs for ever. */
const FOLLOWERS: Readonly<Record<string, readonly string[]>> = {
  "password.signIn": ["password.update"],
  "password.update": ["sessions.revokeOthers", "logout"],
};

export interface FormResult {
  /** What the (last) operation answered, or why one refused. */
  answer: unknown;
  refusal: ApiError | null;
  /** The form's fields that steer where to go, and are no input: those whose names begin with `_`. */
  steering: Record<string, string>;
  /** The others, as they were typed. */
  fields: Record<string, string>;
  /** `Set-Cookie` of a session that was opened or ended. */
  headers: Headers;
}

type Fields = { [name: string]: string | boolean | Fields };

/** The fields at this path, made where there are none; undefined where a value is in the way. */
function descend(fields: Fields, [part, ...path]: readonly string[]): Fields | undefined {
  if (part === undefined) return fields;
  const child: string | boolean | Fields = fields[part] ?? Object.create(null);
  if (typeof child !== "object") return undefined;
  fields[part] = child;
  return descend(child, path);
}

/** What an object takes by this name; undefined where it knows none, or is no object. */
function fieldOf(schema: z.ZodType | undefined, name: string): z.ZodType | undefined {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodObject && Object.hasOwn(inner.shape, name) ? inner.shape[name] : undefined;
}

function takesEmpty(schema: z.ZodType, path: readonly string[]): boolean {
  return path.reduce(fieldOf, schema as z.ZodType | undefined)?.safeParse("").success === true;
}

/**
 * `user.name=Ada` → `{ user: { name: "Ada" } }`, and a name that ends in a question mark asks for yes or no, as a checkbox answers it:
 * `loginOptions.mfa?=on` → `{ loginOptions: { mfa: true } }`. An empty field empties what may be empty; where the operation takes no empty
 * text it is absent.
 */
function nest(fields: Iterable<[string, string]>, schema: z.ZodType): Fields {
  const root: Fields = Object.create(null);
  for (const [name, value] of fields) {
    const path = name.split(".");
    const last = path.pop() ?? "";
    if (path.length >= DEPTH_MAX || (value === "" && !takesEmpty(schema, [...path, last]))) continue;
    const parent = descend(root, path);
    if (!parent) continue;
    if (last.endsWith("?")) parent[last.slice(0, -1)] = value === "on";
    else parent[last] = value;
  }
  return root;
}

/** What programs call, with a key: no page. */
const BY_KEY: readonly Access[] = ["management", "accessKey"];

/** @throws E010404 for what is no operation, one that only reads, or one that takes a key */
function requireMutation(path: string): Operation {
  const entry = listOperations().find(
    ({ path: one, operation }) => one === path && operation.kind === "mutation" && !BY_KEY.includes(operation.access),
  );
  if (!entry) throw new AuthError("E010404");
  return entry.operation;
}

/** @throws E010404 for operations that no page sends as one form */
function requireSequence(paths: readonly string[]): void {
  paths.forEach((path, index) => {
    const before = paths[index - 1];
    if (before !== undefined && !FOLLOWERS[before]?.includes(path)) throw new AuthError("E010404");
  });
}

/** What a form has sent. Throws E010413 for too much, E011001 when the client gives up half-way. */
export function readForm(request: Request): Promise<Uint8Array> {
  return readBytes(request, OPERATION_BYTES_MAX);
}

/**
 * Runs an operation with the fields of a plain form: what a page does before its script has arrived, or without any. `_then` names those
 * that follow it with the same fields, as long as none refuses. A sequence that no page sends runs not at all. The caller decides by the
 * result where the browser goes next. Sessions travel as everywhere in a browser, sealed. Never throws for what was sent.
 *
 * @param body where the caller has read it already; what it rejects with is the refusal
 */
export async function runForm(
  options: Omit<BrowserOptions, "endpoint">,
  path: string,
  request: Request,
  body: Promise<Uint8Array> = readForm(request),
): Promise<FormResult> {
  const { deps, log, carrier, localeOf } = options;
  const headers = new Headers({ "cache-control": "no-store" });
  const result: FormResult = { answer: null, refusal: null, steering: {}, fields: {}, headers };
  try {
    requireMutation(path);
    const text = new TextDecoder().decode(await body);
    const fields = [...new URLSearchParams(text)];
    result.steering = Object.fromEntries(fields.filter(([name]) => name.startsWith("_")));
    result.fields = Object.fromEntries(fields.filter(([name]) => !name.startsWith("_")));
    const carried = await readCarried(carrier, request);
    const paths = [path, ...fields.filter(([name]) => name === "_then").map(([, then]) => then)];
    requireSequence(paths);
    const inputs = new Map(paths.map((one) => [one, nest(Object.entries(result.fields), requireMutation(one).input)]));
    for (const one of paths) {
      const getRawInput = async () => inputs.get(one);
      // A caller looks its session up once, and the operation before may have changed it.
      const caller = browserCaller(deps, carried, request.headers, localeOf(request.headers));
      const ctx: Context = { deps, log, caller, delivery: sealedDelivery(deps, carrier, carried, headers) };
      const call = { path: one, type: "mutation", getRawInput, signal: request.signal, batchIndex: 0 } as const;
      result.answer = await callTRPCProcedure({ router: appRouter, ctx, ...call });
      await giveMark(carrier, carried, caller, headers);
    }
  } catch (error) {
    result.refusal = isApiError(error) ? error : toApiError(error, {});
  }
  return result;
}

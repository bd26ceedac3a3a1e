import { type ApiError, AuthError } from "@repo/contract/errors";
import type { Access } from "@repo/contract/operation";
import { shownAgain } from "@repo/contract/text";
import { z } from "zod";
import { OPERATION_BYTES_MAX, readBytes } from "./body";
import { type BrowserOptions, browserCaller, giveKnown, readCarried, sealedDelivery } from "./browser";
import { carryOut, refusalOf } from "./carry-out";
import { toApiError } from "./errors";
import { listOperations, type OperationEntry } from "./routes";

/** Deeper than any field of ours. */
const DEPTH_MAX = 3;

/** What a form has come to so far. */
export interface FormSoFar {
  /** As they were typed. */
  fields: Readonly<Record<string, string>>;
  /** What has gone through, in order. */
  done: readonly { operation: string; answer: unknown }[];
}

/** One operation of a form. */
export interface FormStep {
  operation: string;
  /** What it is told besides the fields, whatever those say. `before` is the answer of the step before. */
  also?(before: unknown, form: FormSoFar): Readonly<Record<string, unknown>>;
  /** It runs only where the step before has answered so. */
  onlyAfter?(before: unknown): boolean;
  /** It runs only where the field of this name is `on`, which steers and is no input. */
  ifTicked?: `_${string}`;
  /** It runs only where something was typed or chosen here. */
  ifGiven?: string;
  /** Refusals that the next step answers better. */
  passes?: readonly string[];
  /** What was asked for is done without it: the form goes through though this is refused, whyever. */
  isExtra?: boolean;
}

export interface FormResult {
  /** What has gone through, in order. */
  done: readonly { operation: string; answer: unknown }[];
  /** Why the one after that was refused; null where all went through. */
  refusal: ApiError | null;
  /** The form's fields that steer where to go, and are no input: those whose names begin with `_`. */
  steering: Record<string, string>;
  /** The others, as they were typed. */
  fields: Record<string, string>;
  /** Of those, what may be shown again where it was typed. */
  shownAgain: Record<string, string>;
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

function fieldAt(schema: z.ZodType, path: readonly string[]): z.ZodType | undefined {
  const field = path.reduce(fieldOf, schema as z.ZodType | undefined);
  return field instanceof z.ZodOptional ? (field.unwrap() as z.ZodType) : field;
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
    if (path.length >= DEPTH_MAX || (value === "" && !fieldAt(schema, [...path, last])?.safeParse("").success)) continue;
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
function requireMutation(path: string): OperationEntry {
  const entry = listOperations().find(
    ({ path: one, operation }) => one === path && operation.kind === "mutation" && !BY_KEY.includes(operation.access),
  );
  if (!entry) throw new AuthError("E010404");
  return entry;
}

/** How long a form may be that runs these. */
function bytesMaxOf(steps: readonly FormStep[]): number {
  const called = listOperations().filter(({ path }) => steps.some(({ operation }) => operation === path));
  return Math.max(OPERATION_BYTES_MAX, ...called.map(({ operation }) => operation.formBytesMax ?? 0));
}

/** What a form has sent. Throws E010413 for more than its steps take, E011001 when the client gives up half-way. */
export async function readForm(request: Request, steps: readonly FormStep[]): Promise<Uint8Array> {
  return readBytes(request, bytesMaxOf(steps));
}

/** More than any form of ours has: each part of one with files costs as much as many bytes. */
const PARTS_MAX = 50;

/** What stands between the fields of a form with files, which is another each time that it is sent; undefined for any other body. */
function boundaryOf(headers: Headers): string | undefined {
  const type = headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return undefined;
  const [, quoted, bare = ""] = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  return `--${quoted ?? bare}`;
}

/** What a form has sent, without what makes it another each time. Of more parts than any of ours has the rest is the last. */
export function partsOf({ headers }: Request, body: Uint8Array): Uint8Array[] {
  const boundary = boundaryOf(headers);
  if (boundary === undefined) return [body];
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = bytes.indexOf(boundary); at >= 0 && parts.length <= PARTS_MAX; at = bytes.indexOf(boundary, from)) {
    parts.push(bytes.subarray(from, at));
    from = at + boundary.length;
  }
  return [...parts, bytes.subarray(from)];
}

/** The fields of a form, in order; a file's is what is in it, as base64. Throws E011001 for what is no such form. */
async function readFields(request: Request, body: Uint8Array): Promise<[string, string][]> {
  if (boundaryOf(request.headers) === undefined) return [...new URLSearchParams(new TextDecoder().decode(body))];
  if (partsOf(request, body).length > PARTS_MAX) throw new AuthError("E011001", "The form has too many fields");
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers }).formData();
    const read = async (value: string | File) => {
      if (typeof value === "string") return value;
      // Where none was chosen it has no name. One that was is given, though nothing is in it: as a byte that no reader of files takes.
      const bytes = value.size === 0 && value.name !== "" ? Buffer.alloc(1) : Buffer.from(await value.arrayBuffer());
      return bytes.toString("base64");
    };
    return await Promise.all([...form].map(async ([name, value]): Promise<[string, string]> => [name, await read(value)]));
  } catch (cause) {
    throw new AuthError("E011001", "The form cannot be read", { cause });
  }
}

function isShownAgain(name: string, schemas: readonly z.ZodType[]): boolean {
  return schemas.some((schema) => {
    const field = fieldAt(schema, name.split("."));
    return field !== undefined && shownAgain.has(field);
  });
}

/** The session that an answer is of, where it is of one. */
function sessionIn(answer: unknown): string | undefined {
  const claims = typeof answer === "object" && answer !== null && "claims" in answer ? answer.claims : undefined;
  return typeof claims === "object" && claims !== null && "sid" in claims ? String(claims.sid) : undefined;
}

/**
 * Runs the operations of a form with its fields, one after the other as long as none refuses: of a page's script, and of a plain form before
 * the script has arrived or without any. The caller decides by the result where the browser goes next. Sessions travel as everywhere in a
 * browser, sealed. Never throws for what was sent.
 *
 * @param body where the caller has read it already; what it rejects with is the refusal
 */
export async function runForm(
  options: Omit<BrowserOptions, "endpoint">,
  steps: readonly FormStep[],
  request: Request,
  body: Promise<Uint8Array> = readForm(request, steps),
): Promise<FormResult> {
  const { deps, log, carrier, localeOf } = options;
  const headers = new Headers({ "cache-control": "no-store" });
  const done: { operation: string; answer: unknown }[] = [];
  const result: FormResult = { done, refusal: null, steering: {}, fields: {}, shownAgain: {}, headers };
  try {
    const found = steps.map((step) => ({ ...step, entry: requireMutation(step.operation) }));
    const schemas = found.map(({ entry }) => entry.operation.input);
    const fields = await readFields(request, await body);
    result.steering = Object.fromEntries(fields.filter(([name]) => name.startsWith("_")));
    const typed = fields.filter(([name]) => !name.startsWith("_"));
    result.fields = Object.fromEntries(typed);
    result.shownAgain = Object.fromEntries(typed.filter(([name]) => isShownAgain(name, schemas)));
    let carried = await readCarried(carrier, request);
    for (const { entry, also, onlyAfter, ifTicked, ifGiven, passes, isExtra = false } of found) {
      const { path, operation } = entry;
      if (ifTicked && result.steering[ifTicked] !== "on") continue;
      if (ifGiven && !result.fields[ifGiven]) continue;
      const before = done.at(-1)?.answer;
      if (onlyAfter?.(before) === false) continue;
      const readSent = async () => ({ ...nest(typed, operation.input), ...also?.(before, result) });
      // A caller looks its session up once, and the operation before may have changed it.
      const caller = browserCaller(deps, carried, request.headers, localeOf(request.headers));
      const delivery = sealedDelivery(deps, carrier, carried, headers);
      const outcome = await carryOut({ deps, log, caller, delivery }, path, entry, readSent);
      if ("refusal" in outcome) {
        if (!isExtra && !passes?.includes(outcome.refusal.code)) throw outcome.refusal;
        continue;
      }
      const { answer } = outcome;
      done.push({ operation: path, answer });
      try {
        await giveKnown(carrier, carried, caller, headers);
      } catch (error) {
        if (!isExtra) throw error;
        refusalOf({ caller, log }, path, error);
      }
      carried = { ...carried, sessionId: sessionIn(answer) ?? carried.sessionId };
    }
  } catch (error) {
    result.refusal = toApiError(error);
    // What an operation was refused for is logged by then; the rest is of no operation.
    if (result.refusal.status >= 500 && error !== result.refusal) log.error({ error: result.refusal.cause }, "form failed");
  }
  return result;
}

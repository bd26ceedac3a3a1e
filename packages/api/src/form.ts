import { AuthError, isAuthError } from "@repo/contract/errors";
import { callTRPCProcedure } from "@trpc/server";
import { readBytes } from "./body";
import { type BrowserOptions, browserCaller, sealedDelivery } from "./browser";
import { toAuthError } from "./errors";
import { appRouter } from "./router";
import { listOperations } from "./routes";
import type { Context } from "./trpc";

const BODY_BYTES_MAX = 64 * 1024;
/** Deeper than any field of ours. */
const DEPTH_MAX = 3;

export interface FormResult {
  /** What the operation answered, or why it refused. */
  answer: unknown;
  refusal: AuthError | null;
  /** The form's fields that steer where to go, and are no input: those whose names begin with `_`. */
  steering: Record<string, string>;
  /** The others, as they were typed. */
  fields: Record<string, string>;
  /** `Set-Cookie` of a session that was opened or ended. */
  headers: Headers;
}

type Fields = { [name: string]: string | Fields };

/** `user.name=Ada` → `{ user: { name: "Ada" } }`. Empty fields are absent, as in every form. */
function nest(fields: Iterable<[string, string]>): Fields {
  const root: Fields = Object.create(null);
  for (const [name, value] of fields) {
    const path = name.split(".");
    const last = path.pop() ?? "";
    if (value === "" || path.length >= DEPTH_MAX) continue;
    let parent: Fields = root;
    for (const part of path) {
      const child: string | Fields = parent[part] ?? Object.create(null);
      if (typeof child === "string") break;
      parent[part] = child;
      parent = child;
    }
    parent[last] = value;
  }
  return root;
}

/**
 * Runs an operation with the fields of a plain form: what a page does before its script has arrived, or without any. The caller decides
 * by the result where the browser goes next. Sessions travel as everywhere in a browser, sealed. Never throws for what was sent.
 */
export async function runForm(options: Omit<BrowserOptions, "endpoint">, path: string, request: Request): Promise<FormResult> {
  const { deps, log, carrier, localeOf } = options;
  const headers = new Headers({ "cache-control": "no-store" });
  const result: FormResult = { answer: null, refusal: null, steering: {}, fields: {}, headers };
  try {
    const entry = listOperations().find((one) => one.path === path && one.operation.kind === "mutation");
    if (!entry) throw new AuthError("E010404");
    const text = new TextDecoder().decode(await readBytes(request, BODY_BYTES_MAX));
    const fields = [...new URLSearchParams(text)];
    result.steering = Object.fromEntries(fields.filter(([name]) => name.startsWith("_")));
    result.fields = Object.fromEntries(fields.filter(([name]) => !name.startsWith("_")));
    const input = nest(Object.entries(result.fields));
    const caller = browserCaller(deps, await carrier.read(request), request.headers, localeOf(request.headers));
    const ctx: Context = { deps, log, caller, delivery: sealedDelivery(carrier, headers) };
    const getRawInput = async () => input;
    result.answer = await callTRPCProcedure({
      router: appRouter,
      path,
      type: "mutation",
      ctx,
      getRawInput,
      signal: request.signal,
      batchIndex: 0,
    });
  } catch (error) {
    result.refusal = isAuthError(error) ? error : toAuthError(error, {});
  }
  return result;
}

import { AuthError } from "@repo/contract/errors";
import { type ApiRequest, fromWebRequest } from "./exchange";

/** How long the body of an operation may be, over REST and from pages. */
export const OPERATION_BYTES_MAX = 64 * 1024;

/** How long over REST, once a management key has been found good: batches of users. */
export const MANAGEMENT_BYTES_MAX = 5 * 1024 * 1024;

/** Throws E010415 for a body that would have to be decoded first: what unpacks to a thousand times its size is not for strangers. */
function refuseEncoded({ header }: ApiRequest): void {
  const codings = `${header("content-encoding") ?? ""},${header("transfer-encoding") ?? ""}`.toLowerCase().split(",");
  const isPlain = codings.every((coding) => ["", "identity", "chunked"].includes(coding.trim()));
  if (!isPlain) throw new AuthError("E010415", "The request body must not be compressed or encoded");
}

async function readPlain(request: ApiRequest, bytesMax: number): Promise<Uint8Array> {
  refuseEncoded(request);
  // The announced length spares reading; a body that lies about it, or does not say, is cut while it arrives.
  if (Number(request.header("content-length")) > bytesMax) throw new AuthError("E010413");
  const body = await request.read(bytesMax);
  if (body === "tooLarge") throw new AuthError("E010413");
  if (body === "gone") throw new AuthError("E011001", "The request body ended early");
  return body;
}

/** The whole body. Throws E010415 for an encoded one, E010413 beyond `bytesMax`, E011001 when the client gives up half-way. */
export function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  return readPlain(fromWebRequest(request), bytesMax);
}

/**
 * The request's JSON body, whatever content type it claims; an empty one reads as `{}`. Throws E010415 for an encoded
 * one, E010413 beyond `bytesMax`, E011001 for anything that is not UTF-8 JSON.
 */
export async function readJson(request: ApiRequest, bytesMax: number): Promise<unknown> {
  const bytes = await readPlain(request, bytesMax);
  if (bytes.byteLength === 0) return {};
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.trim() === "" ? {} : JSON.parse(text);
  } catch (cause) {
    throw new AuthError("E011001", "The request body is not valid JSON", { cause });
  }
}

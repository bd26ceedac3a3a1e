/**
 * A request as the API reads it. What speaks HTTP makes it of what it has: a web Request and Response with their headers and streams cost
 * two thirds of all that node:http does for a call, and nothing here needs them.
 */
export interface ApiRequest {
  /** In capitals, as HTTP has it. */
  method: string;
  /** Path and query, as they were sent. */
  target: string;
  /** A header by its name in lower case, as a web request's `get` answers: lines of one name joined, null for none. */
  header(name: string): string | null;
  /** Whether a body was announced. */
  hasBody: boolean;
  /** The whole body, once; "gone" when the client gave up half-way. */
  read(bytesMax: number): Promise<Uint8Array | "tooLarge" | "gone">;
}

/** By names in lower case. */
export type AnswerHeaders = Record<string, string | string[]>;

/** What is answered. The length of a body is not among the headers, except where the body itself is left out. */
export interface ApiAnswer {
  status: number;
  headers: AnswerHeaders;
  body: string | null;
}

/** Paths that are written as they are meant: no query, no dots to resolve, nothing to encode. */
const PLAIN = /^(?:\/[\w~-][\w.~-]*)+\/?$/;

/** Path and query apart. Most targets are their own path, which spares taking the rest through a parser of addresses. */
export function locate(target: string): { pathname: string; query: URLSearchParams | null } {
  if (PLAIN.test(target)) return { pathname: target, query: null };
  const { pathname, searchParams } = new URL(target, "http://localhost");
  return { pathname, query: searchParams };
}

async function readStream({ body }: Request, bytesMax: number): Promise<Uint8Array | "tooLarge" | "gone"> {
  if (!body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > bytesMax) return "tooLarge";
      chunks.push(chunk);
    }
  } catch {
    return "gone";
  }
  return Buffer.concat(chunks);
}

/** A web request, for what is reached through Next and for tests. */
export function fromWebRequest(request: Request): ApiRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    target: pathname + search,
    header: (name) => request.headers.get(name),
    hasBody: request.body !== null,
    read: (bytesMax) => readStream(request, bytesMax),
  };
}

/** The answer to a web request. */
export function toWebResponse({ status, headers, body }: ApiAnswer): Response {
  const lines = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
  return new Response(body, { status, headers: lines });
}

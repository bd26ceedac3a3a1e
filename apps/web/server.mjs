// @ts-check
// The one HTTP server, for development and production. It settles before a handler sees a request: what it asks for, the address it came
// from, who answers it, whether another site sent it, how often its address has asked, and how long its body may be.
import { once } from "node:events";
import { createServer, IncomingMessage, STATUS_CODES } from "node:http";
import { createServer as createListener, Server as NetServer } from "node:net";

/**
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {import("./src/server/parts").ServerParts} ServerParts
 * @typedef {import("./src/server/raw-answers").ServerRefusal} ServerRefusal
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Listener
 */

/** Paths that need nothing of Next. */
const API = /^\/(?:v[12]|health)(?:[/?]|$)/;

/** For a year, once the app was reached by https. */
const STRICT_TRANSPORT = "max-age=31536000; includeSubDomains";

/** Headers in which a client could claim to be somebody else. Rewritten here, so that whoever reads them later may believe them. */
const FORWARDING = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip"];

/** What scripts and programs ask for, whose refusals are JSON; everything else a person looks at. */
const NO_PAGES = /^\/(?:v[12]|health|openapi\.json|_next|api(?!\/(?:form|language)(?:[/?]|$)))(?:[/?]|$)/;

/** Answered to `OPTIONS *`, which asks about the server as a whole (RFC 9110, 9.3.7). */
const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

/** Bytes of a request's body, unless LARGER_BODIES has more for its path. The API counts for itself, operation by operation. */
const BODY_BYTES_MAX = 4 * 1024;

/**
 * Operations take 64 kB and say so themselves, in words that fit the page; this is where reading ends in any case.
 * @type {readonly [RegExp, number][]}
 */
const LARGER_BODIES = [
  [/^\/api\/(?:form|trpc)\//, 128 * 1024],
  [/^\/api\/csp-report$/, 16 * 1024],
];

/**
 * A file that somebody uploads: the form says itself that one is too large, in words, so this has room for what stands around it.
 * @type {RegExp}
 */
const UPLOADS = /^\/api\/form\/saveProfile\/?(?:\?|$)/;
const UPLOAD_BYTES_MAX = 9 * 1024 * 1024;

/** Uploads are held whole while they arrive and are read: of more than these at once, the others are told to come again. */
const UPLOADS_AT_ONCE = 4;
const UPLOAD_WAIT_SECONDS = 5;

/**
 * What Next's error overlay asks for, in development only.
 * @type {[RegExp, number]}
 */
const LARGER_IN_DEVELOPMENT = [/^\/__nextjs/, 1024 * 1024];

/** Bytes of a request's line and headers: what is read of them, so that a refusal can be worded for who asked, and what is accepted. */
const HEADERS_BYTES_READ = 32 * 1024;
const HEADERS_BYTES_MAX = 16 * 1024;

/** Milliseconds for a client to send its headers, and its whole request. Node's own are 60 s and 300 s. */
const HEADERS_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 30_000;

/** Both addresses that browsers, curl and SDKs may mean by "localhost", and what a machine that has no IPv6 says to the second. */
const LOOPBACK = ["127.0.0.1", "::1"];
const NO_SUCH_ADDRESS = ["EADDRNOTAVAIL", "EAFNOSUPPORT"];

/** Longer than the 60 s after which load balancers drop an idle connection: the side that sends requests has to be the one to close. */
const KEEP_ALIVE_TIMEOUT = 65_000;

/** Milliseconds from the request to stop until idle connections are closed, and until all are. */
const STOP_IDLE_GRACE = 500;
const STOP_DEADLINE = 10_000;

/**
 * Makes the server, which does not listen yet. Requests wait until `parts` is there.
 *
 * @param {object} options
 * @param {Promise<ServerParts>} options.parts the application
 * @param {Listener} options.pages Next
 * @param {boolean} options.apiThroughPages whether Next answers /v1, /v2 and /health too: slower, but edits show
 */
export function createGatehouseServer({ parts, pages, apiThroughPages }) {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT,
    requestTimeout: REQUEST_TIMEOUT,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT,
    connectionsCheckingInterval: 1_000,
    maxHeaderSize: HEADERS_BYTES_READ,
  });
  const largerBodies = apiThroughPages ? [...LARGER_BODIES, LARGER_IN_DEVELOPMENT] : LARGER_BODIES;
  /** @type {Set<ServerResponse>} */
  const inFlight = new Set();
  let uploads = 0;
  let stopping = false;
  /**
   * Answers what is ready, and says whether it did. This comes before all that a request in flight costs, because it never is: it is
   * written at once. Nothing is ready in development, nor for who has to be told that the connection ends.
   * @type {(request: IncomingMessage, response: ServerResponse) => boolean}
   */
  let answerNow = () => false;
  if (!apiThroughPages) {
    parts.then(({ now, scheme }) => {
      const secure = scheme === "https" ? ["strict-transport-security", STRICT_TRANSPORT] : [];
      answerNow = (request, response) => {
        try {
          const answer = stopping ? undefined : now(request);
          if (!answer || !isAddress(request) || findTooLong(request)) return false;
          response.writeHead(answer.status, [...secure, ...answer.headers]).end(answer.body ?? undefined);
          return true;
        } catch (error) {
          // Nobody else catches what is thrown here.
          console.error(error);
          return false;
        }
      };
    });
  }

  // Node would answer an expectation that it does not know without a body; nothing here depends on one (RFC 9110, 10.1.1).
  server.on("checkExpectation", (request, response) => server.emit("request", request, response));

  server.on("request", (request, response) => answerNow(request, response) || answer(request, response));

  /**
   * @param {IncomingMessage} request
   * @param {ServerResponse} response
   */
  async function answer(request, response) {
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
    if (stopping) response.setHeader("Connection", "close");
    const app = await parts;
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (app.scheme === "https") response.setHeader("Strict-Transport-Security", STRICT_TRANSPORT);
    const exchange = { request, response, app };
    try {
      readTarget(request);
      if (request.url === "*" && request.method === "OPTIONS") return void response.writeHead(204, { Allow: METHODS }).end();
      // Next and what it asks take the address apart, and fail on one that is none, such as `//` or `/%ff`.
      if (!request.url?.startsWith("/") || !URL.canParse(request.url, "http://localhost") || !isText(request.url))
        return await refuse(exchange, "malformed");
      const tooLong = findTooLong(request);
      if (tooLong) return await refuse(exchange, tooLong);
      rewriteForwarding(request, app);
      if (API.test(request.url)) {
        if (apiThroughPages) return void (await pages(request, response));
        if (!isAddress(request)) return await refuse(exchange, "malformed");
        return send(response, await app.answer(readRequest(request)));
      }
      if (app.isCrossSite({ method: request.method ?? "", headers: request.headers })) return await refuse(exchange, "crossSite");
      const wait = await app.secondsToWait({ method: request.method ?? "", url: request.url, address: request.headers["x-forwarded-for"] });
      if (wait > 0) return await refuse(exchange, "tooOften", { "Retry-After": String(wait) });
      const isUpload = UPLOADS.test(request.url) && (await app.holdsSession(request.headers));
      if (!isUpload) return await answerByPage(exchange, bytesMaxOf(request.url, largerBodies));
      if (uploads >= UPLOADS_AT_ONCE) return await refuse(exchange, "tooOften", { "Retry-After": String(UPLOAD_WAIT_SECONDS) });
      uploads += 1;
      try {
        await answerByPage(exchange, UPLOAD_BYTES_MAX);
      } finally {
        uploads -= 1;
      }
    } catch (error) {
      console.error(error);
      if (response.headersSent) response.destroy();
      else await refuse(exchange, "failed").catch(() => response.destroy());
    }
  }

  /**
   * @param {{ request: IncomingMessage, response: ServerResponse, app: ServerParts }} exchange
   * @param {number} bytesMax of the body
   */
  async function answerByPage(exchange, bytesMax) {
    const { request, response, app } = exchange;
    const whole = await readWhole(request, bytesMax);
    if (whole === "tooLarge") await refuse(exchange, "tooLarge");
    else if (whole !== "gone") await pages(protect(whole, response, app), response);
  }

  // What Node could not read as a request never becomes one. Its own answer has no body, and SDKs parse every body as JSON.
  server.on("clientError", async (/** @type {NodeJS.ErrnoException & { rawPacket?: Buffer }} */ error, socket) => {
    const app = await parts;
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    /** @type {ServerRefusal} */
    const reason =
      error.code === "HPE_HEADER_OVERFLOW" ? "headersTooLarge" : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? "tooSlow" : "malformed";
    const refusal = await word(reason, readStart(error.rawPacket), app).catch((/** @type {unknown} */ failure) => console.error(failure));
    if (!refusal) return socket.destroy();
    const { status, headers, body } = refusal;
    const lines = Object.entries({ ...headers, "X-Content-Type-Options": "nosniff", "Content-Length": Buffer.byteLength(body) });
    const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)].join("\r\n");
    if (socket.writable) socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`, () => socket.destroy());
  });

  /** @type {NetServer[]} */
  const listeners = [server];

  /**
   * Resolves when it listens.
   * @param {{ host: string | undefined, port: number }} where undefined: every interface; "localhost": this machine, by IPv4 and IPv6
   * @throws the system's error, when address or port are not to be had
   */
  async function listen({ host, port }) {
    if (host !== "localhost") return listenOn(server, { host, port });
    const [first, second] = LOOPBACK;
    await listenOn(server, { host: first, port });
    const { port: taken } = /** @type {import("node:net").AddressInfo} */ (server.address());
    // A server of node:http listens once, but takes connections from whoever has any.
    const beside = createListener((socket) => server.emit("connection", socket));
    try {
      await listenOn(beside, { host: second, port: taken });
      listeners.push(beside);
    } catch (error) {
      if (!NO_SUCH_ADDRESS.includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? "")) throw error;
    }
  }

  /**
   * Accepts no more connections, finishes what is in flight and then resolves.
   * @param {number} [deadline] milliseconds after which what is left is cut off
   * @returns {Promise<void>}
   */
  async function stop(deadline = STOP_DEADLINE) {
    stopping = true;
    for (const response of inFlight) if (!response.headersSent) response.setHeader("Connection", "close");
    const idle = setInterval(() => server.closeIdleConnections(), STOP_IDLE_GRACE);
    const cut = setTimeout(() => server.closeAllConnections(), deadline);
    await Promise.all(listeners.map(closeListener));
    clearInterval(idle);
    clearTimeout(cut);
  }

  return { server, listen, stop };
}

/**
 * @param {NetServer} listener
 * @param {{ host: string | undefined, port: number }} where
 */
async function listenOn(listener, where) {
  listener.listen(where);
  await once(listener, "listening");
}

/**
 * Not http's own close(): that ends idle connections at once, and a request may already be on its way on one of them.
 * @param {NetServer} listener
 * @returns {Promise<void>}
 */
function closeListener(listener) {
  return new Promise((resolve) => NetServer.prototype.close.call(listener, () => resolve()));
}

/**
 * Whether the path stands for text: what is escaped in it is UTF-8.
 * @param {string} url
 */
function isText(url) {
  try {
    decodeURIComponent(url.replace(/\?.*/s, ""));
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether host and path could be those of an address, for the API, which nothing else asks: a path with a backslash is read in two ways.
 * Requests in HTTP/1.0 name no host.
 * @param {IncomingMessage} request
 */
function isAddress({ url = "", headers: { host } }) {
  return !/^[^?]*\\/.test(url) && (!host || (/^[\w.:[\]-]+$/.test(host) && URL.canParse(`http://${host}`)));
}

/**
 * What the API asks of a request. Headers are read from the raw ones, where each line of a name that came twice still stands.
 * @param {IncomingMessage} request
 * @returns {import("@repo/api/exchange").ApiRequest}
 */
function readRequest(request) {
  const { method = "", url = "", headers, rawHeaders } = request;
  return {
    method,
    target: url,
    header: (name) => headerOf(rawHeaders, name),
    hasBody: headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0,
    read: (bytesMax) => readBody(request, bytesMax),
  };
}

/**
 * @param {readonly string[]} rawHeaders
 * @param {string} name in lower case
 * @returns {string | null} as the Headers of fetch answer
 */
function headerOf(rawHeaders, name) {
  /** @type {string | null} */
  let found = null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const key = /** @type {string} */ (rawHeaders[index]);
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    const value = /** @type {string} */ (rawHeaders[index + 1]).trim();
    found = found === null ? value : `${found}${name === "cookie" ? "; " : ", "}${value}`;
  }
  return found;
}

/**
 * @param {ServerResponse} response
 * @param {import("@repo/api/exchange").ApiAnswer} answer
 */
function send(response, { status, headers, body }) {
  if (body === null) response.writeHead(status, headers).end();
  else response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) }).end(body);
}

/**
 * Leaves one truth about where the request came from, both in `headers`, which Next reads, and in `rawHeaders`, which fetch Requests are
 * made of. The host is nobody's word: links are made from APP_URL.
 * @param {IncomingMessage} request
 * @param {ServerParts} app
 */
function rewriteForwarding({ headers, rawHeaders, socket }, app) {
  const address = app.clientAddress(socket.remoteAddress, headers["x-forwarded-for"]?.toString());
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    if (FORWARDING.includes(/** @type {string} */ (rawHeaders[index]).toLowerCase())) rawHeaders.splice(index, 2);
  }
  for (const name of FORWARDING) delete headers[name];
  rawHeaders.push("X-Forwarded-For", address, "X-Forwarded-Proto", app.scheme);
  headers["x-forwarded-for"] = address;
  headers["x-forwarded-proto"] = app.scheme;
}

/**
 * Gives the answer the headers of a page, and the page its own address. Next reads the policy off the request, to put its nonce on the scripts it writes.
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {ServerParts} app
 */
function protect(request, response, app) {
  // Components of the server see headers only. Next asks for parts of a page at the page's address, with this parameter.
  request.headers["x-gatehouse-path"] = (request.url ?? "/").replace(/[?&]_rsc=[^&]*/, "");
  for (const [name, value] of Object.entries(app.pageHeaders(request.url ?? ""))) {
    response.setHeader(name, value);
    if (name === "content-security-policy") request.headers[name] = value;
  }
  const cookies = [app.browserCookie(request), app.endNews(request)].filter((cookie) => cookie !== undefined);
  if (cookies.length > 0) response.setHeader("Set-Cookie", cookies);
  return request;
}

/**
 * Brings the target to the one form that handlers know, path and query: proxies ask with the whole address, whose host then counts
 * instead of the header's (RFC 9112, 3.2.2).
 * @param {IncomingMessage} request
 */
function readTarget(request) {
  const [whole, authority] = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? "") ?? [];
  if (whole === undefined) return;
  const rest = request.url?.slice(whole.length) ?? "";
  request.url = rest.startsWith("/") ? rest : `/${rest}`;
  const host = authority?.replace(/^.*@/, "") ?? "";
  const { headers, rawHeaders } = request;
  for (let index = rawHeaders.length - 2; index >= 0; index -= 2) {
    if (rawHeaders[index]?.toLowerCase() === "host") rawHeaders.splice(index, 2);
  }
  rawHeaders.push("Host", host);
  headers.host = host;
}

/**
 * @param {IncomingMessage} request
 * @returns {ServerRefusal | undefined}
 */
function findTooLong({ url = "", rawHeaders }) {
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length, url.length);
  if (bytes <= HEADERS_BYTES_MAX) return undefined;
  return url.length > HEADERS_BYTES_MAX / 2 ? "addressTooLong" : "headersTooLarge";
}

/**
 * @param {string} url
 * @param {readonly [RegExp, number][]} larger
 */
function bytesMaxOf(url, larger) {
  const path = url.replace(/\?.*$/s, "");
  return larger.find(([pattern]) => pattern.test(path))?.[1] ?? BODY_BYTES_MAX;
}

/**
 * The request with its whole body at hand, counted while it arrives: whoever reads it later reads no more than that, and need not count.
 * @param {IncomingMessage} request
 * @param {number} bytesMax
 * @returns {Promise<IncomingMessage | "tooLarge" | "gone">} "gone" when the client left half-way
 */
async function readWhole(request, bytesMax) {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > bytesMax) return "tooLarge";
  if (announced === 0 && request.headers["transfer-encoding"] === undefined) return request;
  const body = await readBody(request, bytesMax);
  if (body === "tooLarge" || body === "gone") return body;
  const whole = new IncomingMessage(request.socket);
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor } = request;
  Object.assign(whole, { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, complete: true });
  whole.push(body);
  whole.push(null);
  return whole;
}

/**
 * @param {IncomingMessage} request
 * @param {number} bytesMax
 * @returns {Promise<Buffer | "tooLarge" | "gone">}
 */
function readBody(request, bytesMax) {
  return new Promise((resolve) => {
    // Nothing more is heard of it.
    if (request.destroyed) return resolve("gone");
    /** @type {Buffer[]} */
    const chunks = [];
    let bytes = 0;
    const take = (/** @type {Buffer} */ chunk) => {
      bytes += chunk.length;
      if (bytes <= bytesMax) return void chunks.push(chunk);
      // What still comes is thrown away, until REQUEST_TIMEOUT at most: closing now could cost the client its answer.
      request.off("data", take).resume();
      resolve("tooLarge");
    };
    request.on("data", take);
    request.once("end", () => resolve(Buffer.concat(chunks)));
    for (const event of ["error", "close"]) request.once(event, () => resolve("gone"));
  });
}

/**
 * @param {{ request: IncomingMessage, response: ServerResponse, app: ServerParts }} exchange
 * @param {ServerRefusal} reason
 * @param {Record<string, string>} [extra] headers
 */
async function refuse({ request, response, app }, reason, extra) {
  const { status, headers, body } = await word(reason, { url: request.url ?? "", headers: request.headers }, app);
  response.writeHead(status, { ...headers, ...extra }).end(body);
}

/**
 * A refusal for whoever asked: a page where a person looks at it, else JSON.
 * @param {ServerRefusal} reason
 * @param {{ url: string, headers: IncomingMessage["headers"] }} asked
 * @param {ServerParts} app
 * @returns {Promise<{ status: number, headers: Record<string, string>, body: string }>}
 */
async function word(reason, { url, headers }, app) {
  const { accept = "*/*" } = headers;
  const isForPerson = url !== "" && !NO_PAGES.test(url) && /text\/html|\*\/\*/.test(accept);
  const page = isForPerson ? await app.refusalPage(reason, headers) : undefined;
  return page ?? { ...app.refusals[reason], headers: { "Content-Type": "application/json", "Cache-Control": "no-store" } };
}

/**
 * What can be told of a request that Node gave up on.
 * @param {Buffer | undefined} packet the bytes it failed at, which need not be the first
 * @returns {{ url: string, headers: IncomingMessage["headers"] }}
 */
function readStart(packet) {
  const text = packet?.toString("latin1") ?? "";
  const [, url = ""] = /^[A-Z]+ (\/\S*) HTTP\/1\.[01]\r\n/.exec(text) ?? [];
  const headerOf = (/** @type {string} */ name) => new RegExp(`\r\n${name}:([^\r\n]{1,500})\r\n`, "i").exec(text)?.[1]?.trim();
  return { url, headers: { accept: headerOf("accept"), "accept-language": headerOf("accept-language") } };
}

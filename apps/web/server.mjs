// @ts-check
// The one HTTP server, for development and production. It settles three things before a handler sees a request: the address it came from,
// the door it is for, and whether another site sent it.
import { createServer, STATUS_CODES } from "node:http";
import { Server as NetServer } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";

/**
 * @typedef {import("node:http").IncomingMessage} IncomingMessage
 * @typedef {import("node:http").ServerResponse} ServerResponse
 * @typedef {import("./src/server-parts").ServerParts} ServerParts
 * @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Listener
 */

/** Paths that need nothing of Next. */
const API = /^\/(?:v[12]|health)(?:[/?]|$)/;

/** Headers in which a client could claim to be somebody else. Rewritten here, so that whoever reads them later may believe them. */
const FORWARDING = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-port", "x-forwarded-proto", "x-real-ip"];

/** Milliseconds for a client to send its headers, and its whole request. Node's own are 60 s and 300 s. */
const HEADERS_TIMEOUT = 15_000;
const REQUEST_TIMEOUT = 30_000;

/** Longer than the 60 s after which load balancers drop an idle connection: the side that sends requests has to be the one to close. */
const KEEP_ALIVE_TIMEOUT = 65_000;

/** Milliseconds from the request to stop until idle connections are closed, and until all are. */
const STOP_IDLE_GRACE = 500;
const STOP_DEADLINE = 10_000;

/**
 * Makes the server; the caller listens. Requests wait until `parts` is there.
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
  });
  const api = apiThroughPages ? pages : apiListener(parts);
  /** @type {Set<ServerResponse>} */
  const inFlight = new Set();
  let stopping = false;

  server.on("request", async (request, response) => {
    inFlight.add(response);
    response.once("close", () => inFlight.delete(response));
    if (stopping) response.setHeader("Connection", "close");
    const app = await parts;
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (app.scheme === "https") response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    // Next and what it asks take the address apart, and fail on one that is none, such as `//`.
    if (!URL.canParse(request.url ?? "", "http://localhost")) return refuse(response, app.refusals.malformed);
    try {
      rewriteForwarding(request, app);
      if (API.test(request.url ?? "")) await api(request, response);
      else if (app.isCrossSite({ method: request.method ?? "", headers: request.headers })) refuse(response, app.refusals.crossSite);
      else await pages(protect(request, response, app), response);
    } catch (error) {
      console.error(error);
      if (response.headersSent) response.destroy();
      else refuse(response, app.refusals.failed);
    }
  });

  // What Node could not read as a request never becomes one. Its own answer has no body, and SDKs parse every body as JSON.
  server.on("clientError", async (/** @type {NodeJS.ErrnoException} */ error, socket) => {
    const { refusals } = await parts;
    if (error.code === "ECONNRESET" || !socket.writable) return socket.destroy();
    const { status, body } =
      error.code === "HPE_HEADER_OVERFLOW"
        ? refusals.headersTooLarge
        : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
          ? refusals.tooSlow
          : refusals.malformed;
    const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/json\r\nX-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}`;
    socket.end(`${head}\r\nConnection: close\r\n\r\n${body}`, () => socket.destroy());
  });

  /**
   * Accepts no more connections, finishes what is in flight and then resolves.
   * @param {number} [deadline] milliseconds after which what is left is cut off
   * @returns {Promise<void>}
   */
  function stop(deadline = STOP_DEADLINE) {
    stopping = true;
    for (const response of inFlight) if (!response.headersSent) response.setHeader("Connection", "close");
    return new Promise((resolve) => {
      const idle = setInterval(() => server.closeIdleConnections(), STOP_IDLE_GRACE);
      const cut = setTimeout(() => server.closeAllConnections(), deadline);
      // Not http's own close(): that ends idle connections at once, and a request may already be on its way on one of them.
      NetServer.prototype.close.call(server, () => {
        clearInterval(idle);
        clearTimeout(cut);
        resolve();
      });
    });
  }

  return { server, stop };
}

/**
 * @param {Promise<ServerParts>} parts
 * @returns {Listener}
 */
function apiListener(parts) {
  return getRequestListener(async (request) => (await parts).fetch(request), {
    // Requests in HTTP/1.0 name no host; only the path matters here.
    hostname: "localhost",
    // Next works with the global Request and Response too, and means Node's.
    overrideGlobalObjects: false,
    errorHandler: async (error) => {
      const { refusals } = await parts;
      const isMalformed = error instanceof RequestError;
      if (!isMalformed) console.error(error);
      const { status, body } = isMalformed ? refusals.malformed : refusals.failed;
      return new Response(body, { status, headers: { "Content-Type": "application/json", "Cache-Control": "no-store" } });
    },
  });
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
  return request;
}

/**
 * @param {ServerResponse} response
 * @param {{ status: number, body: string }} refusal
 */
function refuse(response, { status, body }) {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" }).end(body);
}

// @ts-check
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, request as send } from "node:http";
import { PROJECT_ID } from "./production.mjs";

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {any} body
 *
 * @typedef {ReturnType<typeof createClient>} Client
 */

/** An address that no other client has, as far as the server can tell that trusts us as its proxy. */
function newAddress() {
  return `10.${[...randomBytes(3)].join(".")}`;
}

/**
 * A REST client on one connection, which is kept. It has an address of its own.
 * @param {string} origin
 */
export function createClient(origin) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const address = newAddress();

  /**
   * @param {string} method
   * @param {string} path
   * @param {{ body?: unknown, token?: string, headers?: Record<string, string> }} content
   * @returns {Promise<Answer>}
   * @throws the connection's error, with its `code`
   */
  async function ask(method, path, { body, token, headers }) {
    const authorization = `Bearer ${[PROJECT_ID, token].filter(Boolean).join(":")}`;
    const request = send(`${origin}${path}`, {
      method,
      agent,
      headers: { "Content-Type": "application/json", Authorization: authorization, "X-Forwarded-For": address, ...headers },
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
    const [response] = await once(request, "response");
    const text = Buffer.concat(await response.toArray()).toString();
    return { status: response.statusCode, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  return {
    ask,
    /** @param {string} path @param {string} [token] */
    get: (path, token) => ask("GET", path, { token }),
    /** @param {string} path @param {unknown} [body] @param {string} [token] */
    post: (path, body = {}, token = undefined) => ask("POST", path, { body, token }),
    /** @param {string} loginId @param {string} password */
    signUp: (loginId, password) => ask("POST", "/v1/auth/password/signup", { body: { loginId, password } }),
    /** @param {string} loginId @param {string} password */
    signIn: (loginId, password) => ask("POST", "/v1/auth/password/signin", { body: { loginId, password } }),
    keys: () => ask("GET", `/v2/keys/${PROJECT_ID}`, {}),
    close: () => agent.destroy(),
  };
}

let made = 0;

/** An address and a password that nobody has used. */
export function newCredentials() {
  made += 1;
  return { loginId: `ada.${made}.${randomBytes(5).toString("hex")}@example.com`, password: randomBytes(12).toString("base64url") };
}

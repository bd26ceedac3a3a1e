// @ts-check
// HTTP/1.1 on one kept connection, with as little work on this side as can be: the client shares the machine with what it measures.
import { once } from "node:events";
import { connect } from "node:net";

const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * @typedef {{ status: number, body: Buffer }} Answer
 * @typedef {{ send: (request: Buffer) => Promise<Answer>, close: () => void }} Connection
 */

/**
 * The bytes of a request.
 * @param {string} method
 * @param {string} path
 * @param {{ body?: unknown, authorization?: string }} [content]
 */
export function requestBytes(method, path, { body, authorization } = {}) {
  const text = body === undefined ? "" : JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    "Host: localhost",
    ...(authorization === undefined ? [] : [`Authorization: Bearer ${authorization}`]),
    ...(body === undefined ? [] : ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`]),
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${text}`);
}

/**
 * A connection that asks one thing at a time. It reads answers with a Content-Length, which all of the API's have.
 * @param {number} port
 * @returns {Promise<Connection>}
 */
export async function openConnection(port) {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  /** @type {{ resolve: (answer: Answer) => void, reject: (error: Error) => void } | undefined} */
  let asked;
  let received = Buffer.alloc(0);

  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = received.toString("latin1", 0, headEnd);
    const bodyStart = headEnd + HEAD_END.length;
    const end = bodyStart + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (received.length < end) return;
    const answer = { status: Number(head.slice(9, 12)), body: received.subarray(bodyStart, end) };
    received = received.subarray(end);
    asked?.resolve(answer);
  });
  socket.on("error", (error) => asked?.reject(error));
  socket.on("close", () => asked?.reject(new Error("The server closed the connection")));
  await once(socket, "connect");

  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        asked = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}

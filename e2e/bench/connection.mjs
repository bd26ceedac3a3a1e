// @ts-check
// HTTP/1.1 on one kept connection, with as little work on this side as can be: the client shares the machine with what it measures.
import { once } from "node:events";
import { connect } from "node:net";

const HEAD_END = Buffer.from("\r\n\r\n");

/**
 * @typedef {{ status: number, head: string, body: Buffer }} Answer
 * @typedef {{ send: (request: Buffer) => Promise<Answer>, close: () => void }} Connection
 */

/**
 * The bytes of a request.
 * @param {string} method
 * @param {string} path
 * @param {{ body?: unknown, authorization?: string, headers?: readonly string[] }} [content]
 */
export function requestBytes(method, path, { body, authorization, headers = [] } = {}) {
  const text = body === undefined ? "" : JSON.stringify(body);
  const head = [
    `${method} ${path} HTTP/1.1`,
    "Host: localhost",
    ...headers,
    ...(authorization === undefined ? [] : [`Authorization: Bearer ${authorization}`]),
    ...(body === undefined ? [] : ["Content-Type: application/json", `Content-Length: ${Buffer.byteLength(text)}`]),
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${text}`);
}

/**
 * A connection that asks one thing at a time.
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
    const read = readAnswer(received);
    if (read === undefined) return;
    received = received.subarray(read.end);
    asked?.resolve(read.answer);
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

/**
 * @param {Buffer} bytes
 * @returns {{ answer: Answer, end: number } | undefined} undefined while it is not all there
 */
function readAnswer(bytes) {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const start = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  const content =
    length === undefined && /\r\ntransfer-encoding: chunked/i.test(head)
      ? readChunks(bytes, start)
      : readBytes(bytes, start, Number(length ?? 0));
  return content && { answer: { status: Number(head.slice(9, 12)), head, body: content.body }, end: content.end };
}

/** @param {Buffer} bytes @param {number} start @param {number} length */
function readBytes(bytes, start, length) {
  const end = start + length;
  return bytes.length < end ? undefined : { body: bytes.subarray(start, end), end };
}

/** @param {Buffer} bytes @param {number} start */
function readChunks(bytes, start) {
  const parts = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd === -1) return undefined;
    const chunk = readBytes(bytes, lineEnd + 2, Number.parseInt(bytes.toString("latin1", at, lineEnd), 16) + 2);
    if (chunk === undefined) return undefined;
    at = chunk.end;
    if (chunk.body.length === 2) return { body: Buffer.concat(parts), end: at };
    parts.push(chunk.body.subarray(0, -2));
  }
}

// @ts-check
// Where the letters of a comparison go: a mail server that keeps nothing but the code in each subject, since it shares the machine with
// what is measured.
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const SUBJECT_CODE = /^Subject: (\d{6})\b/im;
const PATIENCE_SECONDS = 60;

/** @typedef {Awaited<ReturnType<typeof startMailSink>>} MailSink */

/**
 * The least of SMTP (RFC 5321) that takes letters: a library reads each as a stream, which takes both processors longer than what is measured.
 * @param {import("node:net").Socket} socket
 * @param {(address: string, code: string) => void} arrive
 */
function converse(socket, arrive) {
  let heard = "";
  let address = "";
  let isLetter = false;
  /** @param {string} line */
  function answer(line) {
    const [command = ""] = line.split(" ", 1);
    switch (command.toUpperCase()) {
      case "EHLO":
        return "250-localhost\r\n250 8BITMIME";
      case "RCPT":
        address = /<([^>]*)>/.exec(line)?.[1] ?? "";
        return "250 OK";
      case "DATA":
        isLetter = true;
        return "354 Go on";
      case "QUIT":
        return "221 Bye";
      default:
        return "250 OK";
    }
  }
  socket.setEncoding("latin1");
  socket.setNoDelay();
  socket.on("error", () => socket.destroy());
  socket.on("data", (/** @type {string} */ text) => {
    heard += text;
    for (;;) {
      const end = isLetter ? "\r\n.\r\n" : "\r\n";
      const at = heard.indexOf(end);
      if (at === -1) return;
      const piece = heard.slice(0, at);
      heard = heard.slice(at + end.length);
      if (!isLetter) {
        socket.write(`${answer(piece)}\r\n`);
        if (/^quit$/i.test(piece)) return void socket.end();
        continue;
      }
      isLetter = false;
      socket.write("250 OK\r\n");
      arrive(address, SUBJECT_CODE.exec(piece)?.[1] ?? "");
    }
  });
  socket.write("220 localhost ESMTP\r\n");
}

export async function startMailSink() {
  /** @type {Map<string, string>} */
  const codes = new Map();
  /** @type {Map<string, (code: string) => void>} */
  const waiting = new Map();
  let received = 0;

  /** @type {Set<import("node:net").Socket>} */
  const sockets = new Set();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    converse(socket, arrive);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

  /** @param {string} address @param {string} code */
  function arrive(address, code) {
    received += 1;
    const take = waiting.get(address);
    if (take === undefined) codes.set(address, code);
    else take(code);
    waiting.delete(address);
  }

  return {
    url: `smtp://127.0.0.1:${port}`,
    /**
     * The code that was mailed to an address, once, as soon as it is there.
     * @param {string} address
     * @returns {Promise<string>}
     */
    async code(address) {
      const code = codes.get(address);
      codes.delete(address);
      return code ?? new Promise((resolve) => waiting.set(address, resolve));
    },
    received: () => received,
    /**
     * Resolves when as many letters have arrived, and forgets their codes.
     * @param {number} count since the start
     * @throws Error when they have not after a minute
     */
    async untilReceived(count) {
      const end = performance.now() + PATIENCE_SECONDS * 1000;
      while (received < count) {
        if (performance.now() > end) throw new Error(`${received} of ${count} letters arrived`);
        await delay(20);
      }
      codes.clear();
    },
    /** @returns {Promise<void>} */
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

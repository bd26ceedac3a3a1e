// @ts-check
// Where the letters of a comparison go: a mail server that keeps nothing but the code in each subject, since it shares the machine with
// what is measured.
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { SMTPServer } from "smtp-server";

const SUBJECT_CODE = /^Subject: (\d{6})\b/im;
const PATIENCE_SECONDS = 60;

/** @typedef {Awaited<ReturnType<typeof startMailSink>>} MailSink */

export async function startMailSink() {
  /** @type {Map<string, string>} */
  const codes = new Map();
  /** @type {Map<string, (code: string) => void>} */
  const waiting = new Map();
  let received = 0;

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 1,
    logger: false,
    onData(stream, { envelope }, callback) {
      /** @type {Buffer[]} */
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        const code = SUBJECT_CODE.exec(Buffer.concat(parts).toString("latin1"))?.[1] ?? "";
        for (const { address } of envelope.rcptTo) arrive(address, code);
        callback();
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.server.address());

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
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

// @ts-check
// A real mail server on loopback that keeps what it is sent. Run as a program it also lets the tests, which are other processes, read its
// letters: `GET /letters/<address>?after=<n>` answers with those after the first n, and waits while there are none.
import { once } from "node:events";
import { createServer } from "node:http";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";

/**
 * @typedef {object} Letter
 * @property {string[]} recipients the addresses on the envelope
 * @property {string} source as it came over the wire
 * @property {string} subject
 * @property {string} text
 * @property {string} html
 */

/**
 * @param {number} [port] without one, any that is free
 */
export async function startMailServer(port = 0) {
  /** @type {Map<string, Letter[]>} */
  const mailboxes = new Map();
  /** @type {Map<string, (() => void)[]>} */
  const waiting = new Map();
  /** @param {string} address */
  const lettersTo = (address) => mailboxes.get(address) ?? [];

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    // The sender keeps its connections for later; stopping would wait half a minute for them.
    closeTimeout: 1,
    logger: false,
    async onData(stream, { envelope }, callback) {
      const recipients = envelope.rcptTo.map(({ address }) => address);
      const source = Buffer.concat(await stream.toArray()).toString();
      const { subject = "", text = "", html = "" } = await PostalMime.parse(source);
      for (const address of recipients) {
        mailboxes.set(address, [...lettersTo(address), { recipients, source, subject, text, html }]);
        for (const look of waiting.get(address) ?? []) look();
        waiting.delete(address);
      }
      callback();
    },
  });
  server.on("error", () => {}); // Senders that are killed half-way are part of the tests.
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.server.address());

  return {
    url: `smtp://127.0.0.1:${address.port}`,
    /**
     * The letters to an address after the first `after` of them, as soon as there is one.
     * @param {string} address
     * @param {number} [after]
     * @returns {Promise<Letter[]>}
     */
    async letters(address, after = 0) {
      while (lettersTo(address).length <= after) {
        await new Promise((resolve) => {
          waiting.set(address, [...(waiting.get(address) ?? []), () => resolve(undefined)]);
        });
      }
      return lettersTo(address).slice(after);
    },
    /** @returns {Promise<void>} */
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

if (process.argv[1] === import.meta.filename) {
  const [smtpPort, httpPort] = process.argv.slice(2).map(Number);
  const { letters } = await startMailServer(smtpPort);
  createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
    const [, page, address] = decodeURIComponent(pathname).split("/");
    const found = page === "letters" && address ? await letters(address, Number(searchParams.get("after"))) : [];
    response.setHeader("Content-Type", "application/json").end(JSON.stringify(found));
  }).listen(httpPort, "127.0.0.1");
}

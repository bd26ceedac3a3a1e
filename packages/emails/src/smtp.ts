import { Transform } from "node:stream";
import type { Delivery } from "./letter";
import { isLoopback, parseSmtpUrl } from "./smtp-url";
import { isOneAddress, type Message, type Transport, toNodemailer } from "./transport";

const CONNECTIONS = 5;
/** Milliseconds to find and reach the server, and to hear its greeting. */
const REACH_TIMEOUT = 10_000;
/** Milliseconds of silence in a conversation. */
const SILENCE_TIMEOUT = 20_000;
/** Milliseconds that a connection is kept for the next letter: within the silence that ends a conversation. */
const IDLE_MAX = 15_000;
/** Milliseconds for one try in all: within the minute after which the outbox gives a letter to another sender. */
const TRY_TIMEOUT = 50_000;

/** Answers about our credentials, not about the letter: somebody will put them right. */
const AUTHENTICATION = [530, 534, 535, 538];

/**
 * Sends through the server that a URL names, see {@link parseSmtpUrl}: TLS is used when the server offers it and demanded when a password
 * would travel, unless the URL says otherwise. A server on this machine is trusted without a certificate. Connections are shared, five at
 * most, kept for the next letter, and closed with the transport, or when no letter came for a while.
 * @param idleMax how long one waits for a letter, in milliseconds
 * @throws SmtpUrlError
 */
export function createSmtpTransport(url: string, idleMax = IDLE_MAX): Transport {
  const { host, port, secure, user, password, settings, tls } = parseSmtpUrl(url);
  const local = isLoopback(host);

  async function open() {
    const { createTransport } = await import("nodemailer");
    const connections = createTransport({
      maxConnections: CONNECTIONS,
      idleTimeout: idleMax,
      // For a server that has closed a connection before we did, and has heard nothing of the letter. Of the rest the outbox tries again.
      maxRequeues: 1,
      requireTLS: user !== undefined && !local,
      ...settings,
      // Nodemailer's type wants this one literally.
      pool: (settings.pool ?? true) as true,
      host,
      port: port ?? (secure ? 465 : 587),
      secure,
      tls: { rejectUnauthorized: !local, ...tls },
      ...(user !== undefined && { auth: { user, pass: password } }),
      dnsTimeout: REACH_TIMEOUT,
      connectionTimeout: REACH_TIMEOUT,
      greetingTimeout: REACH_TIMEOUT,
      socketTimeout: SILENCE_TIMEOUT,
    });
    return connections.use("stream", (mail, done) => {
      mail.message.transform(gather);
      done();
    });
  }

  let pool: ReturnType<typeof open> | undefined;
  return {
    async send(message) {
      if (!isOneAddress(message.to)) return { kind: "refused", reason: "not one address" };
      pool ??= open();
      const connections = await pool;
      // Not AbortSignal.timeout(), which would live on for the rest of its time when the letter has long been delivered.
      const over = new AbortController();
      const timer = setTimeout(() => over.abort(), TRY_TIMEOUT);
      try {
        await connections.sendMail({ ...toNodemailer(message), signal: over.signal });
        return { kind: "delivered" };
      } catch (error) {
        return judge(error as SmtpError, message);
      } finally {
        clearTimeout(timer);
      }
    },
    close() {
      pool?.then((connections) => connections.close());
    },
  };
}

/** Hands a message over in one piece. Nodemailer writes eight, each of which goes through encryption and the network by itself. */
function gather(): Transform {
  const pieces: Buffer[] = [];
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
    flush: (done) => done(null, Buffer.concat(pieces)),
  });
}

interface SmtpError extends Error {
  /** Nodemailer's: EENVELOPE, EMESSAGE, ECONNECTION … */
  code?: string;
  /** What was being said: "RCPT TO", "DATA" … */
  command?: string;
  responseCode?: number;
  response?: string;
}

/**
 * A permanent answer (RFC 5321, section 4.2.1) about this sender, recipient or content is final; anything else throws. The server's own
 * words are repeated only where it judges the envelope: elsewhere it may quote what it was sent, a password or the code in the letter.
 */
function judge({ code, command, responseCode, response, message: complaint }: SmtpError, { to }: Message): Delivery {
  const said =
    code === "EENVELOPE" || !response ? (response ?? complaint).replaceAll(to, "the recipient").slice(0, 300) : readStatus(response);
  const reason = [command, said].filter(Boolean).join(": ");
  const isAboutLetter = code === "EENVELOPE" || code === "EMESSAGE";
  const isFinal = responseCode === undefined || (responseCode >= 500 && !AUTHENTICATION.includes(responseCode));
  if (isAboutLetter && isFinal) return { kind: "refused", reason };
  // Not the error itself: it carries the whole answer.
  throw new Error(`Mail server: ${code ?? "failed"}, ${reason}`);
}

/** "550 5.7.1 That code, 048217, …" → "550 5.7.1" */
function readStatus(response: string): string {
  return /^\d{3}([ -]\d\.\d{1,3}\.\d{1,3}\b)?/.exec(response)?.[0] ?? "";
}

import type { Delivery } from "./letter";
import { isOneAddress, type Message, type Transport, toNodemailer } from "./transport";

const CONNECTIONS = 5;
/** Milliseconds to find and reach the server, and to hear its greeting. */
const REACH_TIMEOUT = 10_000;
/** Milliseconds of silence in a conversation. */
const SILENCE_TIMEOUT = 20_000;
/** Milliseconds for one try in all: within the minute after which the outbox gives a letter to another sender. */
const TRY_TIMEOUT = 50_000;

/** Answers about our credentials, not about the letter: somebody will put them right. */
const AUTHENTICATION = [530, 534, 535, 538];

/**
 * Sends through the server that a URL names: `smtp://user:password@host:587`, where TLS is used when the server offers it and demanded when
 * a password would travel, or `smtps://…`, TLS from the first byte. Connections are kept and shared. A server on this machine is
 * trusted without a certificate.
 */
export function createSmtpTransport(url: string): Transport {
  const { hostname, port, protocol, username, password } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = protocol === "smtps:";
  const local = isLoopback(host);
  const hasCredentials = username !== "";

  async function open() {
    const { createTransport } = await import("nodemailer");
    return createTransport({
      pool: true,
      maxConnections: CONNECTIONS,
      // The outbox tries again; once is enough.
      maxRequeues: 0,
      host,
      port: Number(port) || (secure ? 465 : 587),
      secure,
      requireTLS: hasCredentials && !local,
      tls: { rejectUnauthorized: !local },
      ...(hasCredentials && { auth: { user: decode(username), pass: decode(password) } }),
      dnsTimeout: REACH_TIMEOUT,
      connectionTimeout: REACH_TIMEOUT,
      greetingTimeout: REACH_TIMEOUT,
      socketTimeout: SILENCE_TIMEOUT,
    });
  }

  let pool: ReturnType<typeof open> | undefined;
  return {
    async send(message) {
      if (!isOneAddress(message.to)) return { kind: "refused", reason: "not one address" };
      pool ??= open();
      const connections = await pool;
      try {
        await connections.sendMail({ ...toNodemailer(message), signal: AbortSignal.timeout(TRY_TIMEOUT) });
        return { kind: "delivered" };
      } catch (error) {
        return judge(error as SmtpError, message);
      }
    },
    close() {
      pool?.then((connections) => connections.close());
    },
  };
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

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** As the URL means it; a password with a stray % is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

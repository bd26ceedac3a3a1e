import type { SecureVersion } from "node:tls";

/** What an SMTP URL says. */
export interface SmtpServer {
  /** An IPv6 address stands without brackets. */
  host: string;
  /** Undefined: the usual one. */
  port: number | undefined;
  /** TLS from the first byte. */
  secure: boolean;
  /** Undefined: nobody signs in. */
  user: string | undefined;
  password: string;
  /** Nodemailer's, as far as the URL has them. */
  settings: { requireTLS?: boolean; ignoreTLS?: boolean; opportunisticTLS?: boolean; pool?: boolean; name?: string };
  tls: { rejectUnauthorized?: boolean; servername?: string; minVersion?: SecureVersion; maxVersion?: SecureVersion; ciphers?: string };
}

/** A URL that letters would be lost by. Each problem is a sentence; none repeats anything of the URL that could be a password. */
export class SmtpUrlError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "SmtpUrlError";
    this.problems = problems;
  }
}

const FORM = "must look like smtp://user:password@host:587 or smtps://…";
const ENCODE = "in user name and password write # as %23, / as %2F, ? as %3F, @ as %40, : as %3A and % as %25";

type Check = { accepts: RegExp; words: string };
const YES_NO: Check = { accepts: /^(true|false)$/, words: "true or false" };
const NAME: Check = { accepts: /^[a-z0-9_.-]+$/i, words: "a host's name" };
const VERSION: Check = { accepts: /^TLSv1(\.[123])?$/, words: "TLSv1.2 or TLSv1.3" };

/** Of what Nodemailer knows, what changes how a server is talked to. Its others would change our limits, or log letters. */
const SETTINGS: Readonly<Record<string, Check>> = {
  requireTLS: YES_NO,
  ignoreTLS: YES_NO,
  opportunisticTLS: YES_NO,
  pool: YES_NO,
  name: NAME,
  "tls.rejectUnauthorized": YES_NO,
  "tls.servername": NAME,
  "tls.minVersion": VERSION,
  "tls.maxVersion": VERSION,
  "tls.ciphers": { accepts: /^[A-Z0-9_:!+@=-]+$/i, words: "a list of OpenSSL's" },
};

/**
 * Reads `smtp://user:password@host:587` or `smtps://…`, with settings of Nodemailer's behind a question mark:
 * `?requireTLS=true&tls.servername=mail.example.com`.
 * @throws SmtpUrlError that has every problem
 */
export function parseSmtpUrl(text: string): SmtpServer {
  if (!/^smtps?:\/\//i.test(text) || !URL.canParse(text)) throw new SmtpUrlError([`${FORM}; ${ENCODE}`]);
  const url = new URL(text);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const secure = url.protocol === "smtps:";
  const user = url.username === "" ? undefined : decode(url.username);
  const problems = [...problemsOfAddress(url, text), ...problemsOfSettings(url.searchParams)];
  if (problems.length > 0) throw new SmtpUrlError(problems);

  const { tls, ...settings } = readSettings(url.searchParams);
  const server: SmtpServer = {
    host,
    port: url.port === "" ? undefined : Number(url.port),
    secure,
    user,
    password: decode(url.password),
    settings,
    tls,
  };
  const contradictions = contradictionsOf(server);
  if (contradictions.length > 0) throw new SmtpUrlError(contradictions);
  return server;
}

/** Whether the name means this machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function problemsOfAddress({ hostname, port, username, password, pathname, searchParams }: URL, text: string): string[] {
  const problems: string[] = [];
  // A password's own signs end the host early; what then stands for one is none, and every letter would be lost.
  if (text.includes("#")) problems.push(`must not contain #; ${ENCODE}`);
  if (pathname !== "" && pathname !== "/") problems.push(`must not have a path; ${ENCODE}`);
  // What is no setting may be the rest of a password: it is counted, not named.
  const unknown = [...searchParams.keys()].filter((name) => !Object.hasOwn(SETTINGS, name)).length;
  if (unknown > 0) problems.push(`knows no such setting after the ?, only ${Object.keys(SETTINGS).join(", ")}; ${ENCODE}`);
  if (!/^([a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?|\[[0-9a-f:.]+\])$/i.test(hostname)) problems.push(`${FORM}; ${ENCODE}`);
  if (port === "0") problems.push("must not have the port 0");
  if (username === "" && password !== "") problems.push("has a password and no user name");
  return problems;
}

function problemsOfSettings(given: URLSearchParams): string[] {
  return Object.entries(SETTINGS).flatMap(([name, { accepts, words }]) => {
    const values = given.getAll(name);
    if (values.length > 1) return [`has ${name} more than once`];
    return values.every((value) => accepts.test(value)) ? [] : [`${name} must be ${words}`];
  });
}

function contradictionsOf({ host, secure, user, settings, tls }: SmtpServer): string[] {
  const problems: string[] = [];
  if (settings.ignoreTLS && settings.requireTLS) problems.push("requireTLS and ignoreTLS contradict each other");
  if (settings.ignoreTLS && secure) problems.push("ignoreTLS contradicts smtps://");
  const isClear = settings.ignoreTLS || settings.requireTLS === false || settings.opportunisticTLS;
  if (!secure && isClear && user !== undefined && !isLoopback(host)) {
    problems.push("would send the password unencrypted: leave out ignoreTLS, opportunisticTLS and requireTLS=false");
  }
  if (tls.minVersion && tls.maxVersion && tls.minVersion > tls.maxVersion) problems.push("tls.minVersion is above tls.maxVersion");
  return problems;
}

function readSettings(given: URLSearchParams): SmtpServer["settings"] & { tls: SmtpServer["tls"] } {
  const read: Record<string, unknown> = {};
  const tls: Record<string, unknown> = {};
  for (const [name, text] of given) {
    const value = SETTINGS[name] === YES_NO ? text === "true" : text;
    if (name.startsWith("tls.")) tls[name.slice("tls.".length)] = value;
    else read[name] = value;
  }
  return { ...read, tls };
}

/** As the URL means it; a password with a stray % is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

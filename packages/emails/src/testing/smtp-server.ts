import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";
import type { Letter } from "../letter";

/** A letter as a mail server got it. */
export interface ReceivedMail {
  /** The addresses on the envelope. */
  recipients: string[];
  source: string;
}

/** A real mail server on loopback, stopped when the test is over. `port` of a server that was stopped starts it again there. */
export async function startMailServer(options: SMTPServerOptions = {}, port = 0) {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    // Pooled connections would keep it for half a minute.
    closeTimeout: 1,
    logger: false,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, source: Buffer.concat(chunks).toString() });
        callback(null);
      });
    },
    ...options,
  });
  server.on("error", () => {}); // Clients that hang up are part of the tests.
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const stop = () => new Promise<void>((resolve) => server.close(resolve));
  onTestFinished(stop);
  const address = server.server.address() as AddressInfo;
  return { received, stop, port: address.port, url: `smtp://127.0.0.1:${address.port}` };
}

/** An error as an SMTP server answers it. */
export function smtpError(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

export interface ReadMail {
  /** Each header's lines, unfolded, in order. */
  headers: readonly { name: string; value: string }[];
  text: string;
  html: string;
}

/** Takes a multipart/alternative message apart. */
export function readMail(source: string): ReadMail {
  const { headers, body } = splitEntity(source);
  const boundary = /boundary="([^"]+)"/.exec(headerOf(headers, "Content-Type"))?.[1] ?? "";
  const parts = body.split(`--${boundary}`).slice(1, -1).map(splitEntity);
  const partOf = (type: string) => parts.filter((part) => headerOf(part.headers, "Content-Type").startsWith(type)).map(decodeBody);
  return { headers, text: partOf("text/plain").join(), html: partOf("text/html").join() };
}

function splitEntity(source: string) {
  const lines = source.replace(/\r\n/g, "\n").replace(/^\n/, "");
  const end = lines.indexOf("\n\n");
  const unfolded = lines.slice(0, end).replace(/\n[ \t]+/g, " ");
  const headers = unfolded.split("\n").map((line) => {
    const [name = "", ...rest] = line.split(":");
    return { name, value: rest.join(":").trim() };
  });
  return { headers, body: lines.slice(end + 2) };
}

export function headerOf(headers: ReadMail["headers"], wanted: string): string {
  return headers.find(({ name }) => name === wanted)?.value ?? "";
}

function decodeBody({ headers, body }: { headers: ReadMail["headers"]; body: string }): string {
  const encoding = headerOf(headers, "Content-Transfer-Encoding");
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return body;
  const bytes = body.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

type EmailCode = Extract<Letter, { kind: "emailCode" }>;

/** A letter with a code, and with whatever the test changes in it. */
export function emailCodeLetter(about: Partial<Omit<EmailCode, "props">> & { props?: Partial<EmailCode["props"]> } = {}): EmailCode {
  return {
    kind: "emailCode",
    to: "ada@northfold.example",
    locale: "",
    ...about,
    props: {
      code: "048217",
      purpose: "signIn",
      minutes: 5,
      askedBy: { userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", at: "2026-11-21T09:11:48.000Z" },
      templateOptions: {},
      ...about.props,
    },
  };
}

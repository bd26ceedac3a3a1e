import type { Delivery, Letter } from "./letter";
import type { RenderedLetter } from "./render";

export interface Address {
  name: string;
  address: string;
}

/** A letter on its way. */
export interface Message extends RenderedLetter {
  /** Of the letter, for whoever has to find it among others: not on the envelope. */
  kind: Letter["kind"];
  /** The code in the letter, where it holds one. */
  code: string | undefined;
  from: Address;
  to: string;
  /** `<unique@host>` */
  messageId: string;
  date: Date;
}

/** Takes messages to people. */
export interface Transport {
  /** Throws where another try may succeed. */
  send(message: Message): Promise<Delivery>;
  /** Ends what waits and what is open. */
  close(): void;
}

const ADDRESS = /^[^\s@<>()[\],;:"\\\p{Cc}]+@[^\s@<>()[\],;:"\\\p{Cc}]+$/u;

/**
 * Whether a letter goes to one person: what reads as a list of addresses, a group, or the end of a header goes to nobody. Addresses have
 * been checked where they came in; this is the last check before a letter leaves.
 */
export function isOneAddress(to: string): boolean {
  return ADDRESS.test(to);
}

/** A message as nodemailer takes it. Nothing in it is parsed: addresses come as objects, and no content is fetched from files or URLs. */
export function toNodemailer({ from, to, subject, html, text, messageId, date }: Message) {
  return {
    from,
    to: { name: "", address: to },
    subject,
    html,
    text,
    messageId,
    date,
    // Keeps vacation notes from answering (RFC 3834, section 5).
    headers: { "Auto-Submitted": "auto-generated" },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

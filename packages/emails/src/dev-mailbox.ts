import type { Delivery } from "./letter";
import { isOneAddress, type Message, type Transport, toNodemailer } from "./transport";

const KEPT = 200;

/** A letter as it lies in the mailbox. */
export interface DevMail extends Message {
  id: string;
  /** What would have gone over the wire. */
  source: string;
  /** Why it could not be delivered; undefined when it was. */
  refused: string | undefined;
}

/** Development's mail server: keeps letters in memory, for the mailbox page and for tests. */
export interface DevMailbox extends Transport {
  /** Newest first. */
  list(): readonly DevMail[];
  find(id: string): DevMail | undefined;
  clear(): void;
  /** Calls `listener` after each change, until the answer is called. */
  subscribe(listener: () => void): () => void;
}

/** Makes an empty mailbox. It keeps the last 200 letters. */
export function createDevMailbox(): DevMailbox {
  let letters: readonly DevMail[] = [];
  const listeners = new Set<() => void>();

  function change(to: readonly DevMail[]): void {
    letters = to.slice(0, KEPT);
    for (const listener of listeners) listener();
  }

  return {
    async send(message): Promise<Delivery> {
      const refused = isOneAddress(message.to) ? undefined : "not one address";
      const source = await toSource(message);
      change([{ ...message, id: message.messageId.replace(/^<|@.*$/g, ""), source, refused }, ...letters]);
      return refused === undefined ? { kind: "delivered" } : { kind: "refused", reason: refused };
    },
    close() {
      listeners.clear();
    },
    list: () => letters,
    find: (id) => letters.find((letter) => letter.id === id),
    clear: () => change([]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function toSource(message: Message): Promise<string> {
  const { createTransport } = await import("nodemailer");
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
  const { message: source } = await composer.sendMail(toNodemailer(message));
  return source.toString();
}

import { randomUUID } from "node:crypto";
import type { Mailer } from "./letter";
import type { App } from "./letters/layout";
import type { Address, Transport } from "./transport";

export interface MailerOptions extends App {
  transport: Transport;
  /** An address, or a name and an <address>. */
  from: string;
}

/** Makes a mailer that writes as `from`, in the name of the app. */
export function createMailer({ transport, from, ...app }: MailerOptions): Mailer {
  const sender = parseAddress(from);
  const { hostname } = new URL(app.appOrigin);
  return {
    async deliver(letter) {
      // React and what it needs to write mail are loaded for the first letter, not while the server starts.
      const { renderLetter } = await import("./render");
      const rendered = await renderLetter(letter, app);
      if (letter.to === "") return { kind: "thrownAway" };
      return transport.send({
        ...rendered,
        kind: letter.kind,
        code: letter.kind === "emailCode" ? letter.props.code : undefined,
        from: sender,
        to: letter.to,
        messageId: `<${randomUUID()}@${hostname}>`,
        date: new Date(),
      });
    },
  };
}

/** Here and not by a library: to those a name with a comma in it, "Acme, Inc. <a@b.example>", is two senders. */
function parseAddress(text: string): Address {
  const [, name, address] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(text) ?? [];
  if (name === undefined || address === undefined) return { name: "", address: text.trim() };
  return { name: name.replace(/^"(.*)"$/, "$1"), address };
}

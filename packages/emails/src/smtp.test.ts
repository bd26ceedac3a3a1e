import { describe, expect, it, onTestFinished } from "vitest";
import { createMailer } from "./mailer";
import { createSmtpTransport } from "./smtp";
import { emailCodeLetter, headerOf, readMail, smtpError, startMailServer } from "./testing/smtp-server";
import type { Transport } from "./transport";

function mailerTo(url: string) {
  const transport = createSmtpTransport(url);
  onTestFinished(() => transport.close());
  return createMailer({
    transport,
    from: "Acme, Inc. <hello@gatehouse.example>",
    appName: "Gatehouse",
    appOrigin: "https://gatehouse.example:8443",
  });
}

/** Everything an error could tell a log. */
async function failure(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("It did not fail");
  return JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
}

describe("a letter sent by SMTP", () => {
  it("arrives as HTML and text, from one sender, for one recipient, marked as automatic", async () => {
    const server = await startMailServer();

    expect(await mailerTo(server.url).deliver(emailCodeLetter())).toEqual({ kind: "delivered" });

    const [mail] = server.received;
    const { headers, html, text } = readMail(mail?.source ?? "");
    expect(server.received).toHaveLength(1);
    expect(mail?.recipients).toEqual(["ada@northfold.example"]);
    expect(headers.map(({ name }) => name).sort()).toEqual(
      ["Auto-Submitted", "Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"].sort(),
    );
    expect(headerOf(headers, "From")).toBe('"Acme, Inc." <hello@gatehouse.example>');
    expect(headerOf(headers, "To")).toBe("ada@northfold.example");
    expect(headerOf(headers, "Subject")).toBe("048217 is your Gatehouse code");
    expect(headerOf(headers, "Auto-Submitted")).toBe("auto-generated");
    expect(headerOf(headers, "Message-ID")).toMatch(/^<[0-9a-f-]{36}@gatehouse\.example>$/);
    expect([text, html].map((part) => part.split("048217").length - 1)).toEqual([1, 1]);
  });

  it.each(["es", "de"])("keeps its letters in %s", async (locale) => {
    const server = await startMailServer();

    await mailerTo(server.url).deliver(emailCodeLetter({ locale }));

    const { html, text } = readMail(server.received[0]?.source ?? "");
    const word = locale === "es" ? "código" : "Anfrage";
    expect(text.toLowerCase()).toContain(word.toLowerCase());
    expect(html.toLowerCase()).toContain(word.toLowerCase());
  });

  // What is typed into a sign-up form must not write headers or reach other people.
  it.each([
    "ada@northfold.example,eve@evil.example",
    "ada@northfold.example, eve@evil.example",
    "ada@northfold.example;eve@evil.example",
    "ada@northfold.example\r\nBcc: eve@evil.example",
    "ada@northfold.example\nRCPT TO:<eve@evil.example>",
    "Eve <eve@evil.example>",
    "<eve@evil.example>",
    "friends: ada@northfold.example, eve@evil.example;",
    '"ada@northfold.example, eve"@evil.example',
    "ada@northfold.example (eve@evil.example)",
    "ada",
  ])("goes nobody where the address is not one address: %j", async (to) => {
    const server = await startMailServer();

    expect(await mailerTo(server.url).deliver(emailCodeLetter({ to }))).toEqual({ kind: "refused", reason: "not one address" });

    expect(server.received).toEqual([]);
  });

  it("E2: to nobody is written like any other, and thrown away", async () => {
    const server = await startMailServer();

    expect(await mailerTo(server.url).deliver(emailCodeLetter({ to: "" }))).toEqual({ kind: "thrownAway" });

    expect(server.received).toEqual([]);
  });

  it("takes an encoded line break in an address for what it is: letters", async () => {
    const server = await startMailServer();
    const to = "ada%0d%0aBcc:eve@northfold.example".replace(":", "");

    await mailerTo(server.url).deliver(emailCodeLetter({ to }));

    expect(server.received.map(({ recipients }) => recipients)).toEqual([[to]]);
    expect(readMail(server.received[0]?.source ?? "").headers.filter(({ name }) => /^b?cc$/i.test(name))).toEqual([]);
  });

  it.each(["x\r\nBcc: eve@evil", "x\n\n<script>alert(1)</script>", "x%0aBcc: eve", "eve, <eve>"])(
    "gains no header, recipient or markup by a template option: %j",
    async (note) => {
      const server = await startMailServer();

      await mailerTo(server.url).deliver(emailCodeLetter({ props: { templateOptions: { note, subject: note, "x\r\nBcc": note } } }));

      const { headers, html } = readMail(server.received[0]?.source ?? "");
      expect(server.received.map(({ recipients }) => recipients)).toEqual([["ada@northfold.example"]]);
      expect(headers).toHaveLength(8);
      expect(html).not.toMatch(/<script|<eve/);
      expect(html).toContain("The page that asked adds");
    },
  );
});

describe("a mail server that says no for good", () => {
  it("is believed about the recipient, whose address is not repeated", async () => {
    const server = await startMailServer({
      onRcptTo: ({ address }, _session, callback) => callback(smtpError(550, `5.1.1 <${address}> unknown`)),
    });

    const delivery = await mailerTo(server.url).deliver(emailCodeLetter());

    expect(delivery).toEqual({ kind: "refused", reason: "RCPT TO: 550 5.1.1 <the recipient> unknown" });
  });

  it("is believed about the sender", async () => {
    const server = await startMailServer({ onMailFrom: (_address, _session, callback) => callback(smtpError(553, "not your domain")) });

    expect(await mailerTo(server.url).deliver(emailCodeLetter())).toEqual({ kind: "refused", reason: "MAIL FROM: 553 not your domain" });
  });

  it("is believed about the content, which it may quote and we do not", async () => {
    const server = await startMailServer({
      onData: (stream, _session, callback) => stream.resume().on("end", () => callback(smtpError(554, "5.7.1 spam: 048217 is your code"))),
    });

    expect(await mailerTo(server.url).deliver(emailCodeLetter())).toEqual({ kind: "refused", reason: "DATA: 554 5.7.1" });
  });
});

describe("a mail server that cannot take a letter now", () => {
  it("leaves it to another try, which then succeeds without a new start", async () => {
    const first = await startMailServer();
    const mailer = mailerTo(first.url);
    await mailer.deliver(emailCodeLetter());
    await first.stop();

    expect(await failure(mailer.deliver(emailCodeLetter()))).toContain("Mail server: ");

    const second = await startMailServer({}, first.port);
    expect(await mailer.deliver(emailCodeLetter())).toEqual({ kind: "delivered" });
    expect(second.received).toHaveLength(1);
  });

  it.each([421, 450, 452])("may say so: %i", async (status) => {
    const server = await startMailServer({ onRcptTo: (_address, _session, callback) => callback(smtpError(status, "later, please")) });

    expect(await failure(mailerTo(server.url).deliver(emailCodeLetter()))).toContain(String(status));
  });

  it("may hang up", async () => {
    const server = await startMailServer({ onConnect: (_session, callback) => callback(smtpError(421, "too many connections")) });

    expect(await failure(mailerTo(server.url).deliver(emailCodeLetter()))).toContain("Mail server: ");
  });

  it("may quote the letter, which the error does not", async () => {
    const server = await startMailServer({
      onData: (stream, _session, callback) => stream.resume().on("end", () => callback(smtpError(451, "greylisted: 048217"))),
    });

    const told = await failure(mailerTo(server.url).deliver(emailCodeLetter()));

    expect(told).toContain("451");
    expect(told).not.toContain("048217");
  });
});

describe("credentials in the URL", () => {
  const onAuth: NonNullable<Parameters<typeof startMailServer>[0]>["onAuth"] = ({ username, password }, _session, callback) =>
    username === "ada" && password === "s3cret/%:@" ? callback(null, { user: username }) : callback(smtpError(535, `bad: ${password}`));

  it("open the server, special characters percent-encoded", async () => {
    const server = await startMailServer({ authOptional: false, onAuth });

    const mailer = mailerTo(server.url.replace("//", `//ada:${encodeURIComponent("s3cret/%:@")}@`));

    expect(await mailer.deliver(emailCodeLetter())).toEqual({ kind: "delivered" });
  });

  it("that are wrong keep the letter for another try, and the password out of the error", async () => {
    const server = await startMailServer({ authOptional: false, onAuth });

    const told = await failure(mailerTo(server.url.replace("//", "//ada:n33dle@")).deliver(emailCodeLetter()));

    expect(told).toContain("EAUTH");
    expect(told).not.toContain("n33dle");
    expect(told).not.toContain(Buffer.from("\0ada\0n33dle").toString("base64"));
  });

  it("that a server wants and nobody gave keep the letter for another try", async () => {
    const server = await startMailServer({ authOptional: false, onAuth });

    expect(await failure(mailerTo(server.url).deliver(emailCodeLetter()))).toContain("530");
  });
});

describe("TLS", () => {
  it("is used where the server offers it", async () => {
    const { server, secured } = await startTlsServer();

    await mailerTo(server.url).deliver(emailCodeLetter());

    expect(secured).toEqual([true]);
  });

  it("is demanded before a password leaves this machine", async () => {
    const passwords: unknown[] = [];
    const server = await startMailServer({
      authOptional: false,
      onAuth({ password }, _session, callback) {
        passwords.push(password);
        callback(null, { user: "ada" });
      },
    });
    // This machine under a name that is not taken for it.
    const url = server.url.replace("//127.0.0.1", "//ada:s3cret@[::ffff:127.0.0.1]");

    expect(await failure(mailerTo(url).deliver(emailCodeLetter()))).toContain("ETLS");

    expect(passwords).toEqual([]);
  });

  it("is there from the first byte with smtps", async () => {
    const server = await startMailServer({ secure: true, disabledCommands: [] });

    expect(await mailerTo(server.url.replace("smtp:", "smtps:")).deliver(emailCodeLetter())).toEqual({ kind: "delivered" });
  });

  it("H14: is demanded by requireTLS=true, and without it the letter stays here", async () => {
    const server = await startMailServer();

    expect(await failure(mailerTo(`${server.url}?requireTLS=true`).deliver(emailCodeLetter()))).toContain("ETLS");

    expect(server.received).toEqual([]);
  });

  it("H14: is there with requireTLS=true where the server has it", async () => {
    const { server, secured } = await startTlsServer();

    expect(await mailerTo(`${server.url}?requireTLS=true`).deliver(emailCodeLetter())).toEqual({ kind: "delivered" });

    expect(secured).toEqual([true]);
  });

  it("H14: is left out by ignoreTLS=true", async () => {
    const { server, secured } = await startTlsServer();

    expect(await mailerTo(`${server.url}?ignoreTLS=true`).deliver(emailCodeLetter())).toEqual({ kind: "delivered" });

    expect(secured).toEqual([false]);
  });

  it.each([
    ["tls.rejectUnauthorized=true", "certificate"],
    ["tls.minVersion=TLSv1.3", "version"],
  ])("H14: is as strict as %s asks", async (setting, complaint) => {
    const { server } = await startTlsServer({ maxVersion: "TLSv1.2" });

    expect((await failure(mailerTo(`${server.url}?${setting}`).deliver(emailCodeLetter()))).toLowerCase()).toContain(complaint);

    expect(server.received).toEqual([]);
  });

  it.each([
    ["", 1],
    ["?pool=true", 1],
    ["?pool=false", 2],
  ])("H14: two letters take, with %j, %i connections", async (query, connections) => {
    let connected = 0;
    const server = await startMailServer({
      onConnect(_session, callback) {
        connected += 1;
        callback();
      },
    });
    const mailer = mailerTo(`${server.url}${query}`);

    await mailer.deliver(emailCodeLetter());
    await mailer.deliver(emailCodeLetter());

    expect(connected).toBe(connections);
  });
});

describe("connections", () => {
  /** A server that notes when connections come and go. */
  async function startWatched(options: Parameters<typeof startMailServer>[0] = {}) {
    const seen = { opened: 0, open: 0, openAtOnce: 0 };
    const waiting: { open: number; resolve(): void }[] = [];
    const server = await startMailServer({
      onConnect(_session, callback) {
        seen.opened += 1;
        seen.open += 1;
        seen.openAtOnce = Math.max(seen.openAtOnce, seen.open);
        callback();
      },
      onClose() {
        seen.open -= 1;
        for (const { open, resolve } of waiting) if (seen.open <= open) resolve();
      },
      ...options,
    });
    const hasOpen = (open: number) => new Promise<void>((resolve) => (seen.open <= open ? resolve() : waiting.push({ open, resolve })));
    return { ...server, seen, hasOpen };
  }

  function send(transport: Transport, letters: number) {
    const mailer = createMailer({
      transport,
      from: "hello@gatehouse.example",
      appName: "Gatehouse",
      appOrigin: "https://gatehouse.example",
    });
    return Promise.all(Array.from({ length: letters }, () => mailer.deliver(emailCodeLetter())));
  }

  it("are five at most, and kept for the letters to come", async () => {
    const server = await startWatched();
    const transport = createSmtpTransport(server.url);
    onTestFinished(() => transport.close());

    await send(transport, 12);
    await send(transport, 12);

    expect(server.received).toHaveLength(24);
    expect(server.seen).toEqual({ opened: 5, open: 5, openAtOnce: 5 });
  });

  it("are closed when no letter comes, and opened for the next", async () => {
    const server = await startWatched();
    const transport = createSmtpTransport(server.url, 1);
    onTestFinished(() => transport.close());

    await send(transport, 1);
    await server.hasOpen(0);
    await send(transport, 1);

    expect(server.received).toHaveLength(2);
    expect(server.seen.opened).toBe(2);
  });

  it("are closed with the transport", async () => {
    const server = await startWatched();
    const transport = createSmtpTransport(server.url);
    await send(transport, 3);

    transport.close();
    await server.hasOpen(0);

    expect(server.seen).toMatchObject({ opened: 3, open: 0 });
  });

  it("that the server has closed in the meantime cost no letter a try", async () => {
    let taken = 0;
    // Closes as soon as a second letter is begun, as one does that has waited for too long.
    const server = await startWatched({
      onMailFrom(_address, _session, callback) {
        taken += 1;
        callback(taken === 2 ? smtpError(421, "idle for too long") : null);
      },
    });
    const transport = createSmtpTransport(server.url);
    onTestFinished(() => transport.close());

    await send(transport, 1);

    expect(await send(transport, 1)).toEqual([{ kind: "delivered" }]);
    expect(server.seen.opened).toBe(2);
  });
});

/** One that offers TLS, and notes whether each letter came by it. */
async function startTlsServer(options: Parameters<typeof startMailServer>[0] = {}) {
  const secured: boolean[] = [];
  const server = await startMailServer({
    disabledCommands: [],
    onMailFrom(_address, session, callback) {
      secured.push(session.secure);
      callback();
    },
    ...options,
  });
  return { server, secured };
}

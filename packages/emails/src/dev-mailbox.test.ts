import { describe, expect, it } from "vitest";
import { createDevMailbox } from "./dev-mailbox";
import { createMailer } from "./mailer";
import { emailCodeLetter, readMail } from "./testing/smtp-server";

function setUp() {
  const mailbox = createDevMailbox();
  const app = { appName: "Gatehouse", appOrigin: "http://localhost:3000" };
  const mailer = createMailer({ transport: mailbox, from: "Gatehouse <no-reply@localhost>", ...app });
  return { mailbox, mailer };
}

describe("the development mailbox", () => {
  it("keeps letters as they would have gone out, newest first", async () => {
    const { mailbox, mailer } = setUp();

    await mailer.deliver(emailCodeLetter({ to: "ada@northfold.example", props: { code: "111111" } }));
    await mailer.deliver(emailCodeLetter({ to: "lucia@faro.example", props: { code: "222222" } }));

    const [newest] = mailbox.list();
    expect(mailbox.list().map(({ to, code }) => [to, code])).toEqual([
      ["lucia@faro.example", "222222"],
      ["ada@northfold.example", "111111"],
    ]);
    expect(newest?.subject).toBe("222222 is your Gatehouse code");
    expect(mailbox.find(newest?.id ?? "")).toBe(newest);
    expect(mailbox.find("another")).toBeUndefined();
    const { headers, text, html } = readMail(newest?.source ?? "");
    expect(headers).toContainEqual({ name: "To", value: "lucia@faro.example" });
    expect(text.trim()).toBe(newest?.text);
    expect(html.trim()).toBe(newest?.html);
  });

  it("keeps the last 200", async () => {
    const { mailbox } = setUp();
    const message = { from: { name: "", address: "a@b.example" }, to: "ada@northfold.example", subject: "", html: "", text: "" };

    for (let number = 0; number <= 200; number += 1) {
      const code = String(number);
      await mailbox.send({ ...message, kind: "emailCode", code, messageId: `<${code}@localhost>`, date: new Date() });
    }

    expect(mailbox.list()).toHaveLength(200);
    expect(mailbox.list()[0]?.code).toBe("200");
    expect(mailbox.find("0")).toBeUndefined();
  });

  it("shows what was refused, and why", async () => {
    const { mailbox, mailer } = setUp();

    const delivery = await mailer.deliver(emailCodeLetter({ to: "ada@northfold.example, eve@evil.example" }));

    expect(delivery).toEqual({ kind: "refused", reason: "not one address" });
    expect(mailbox.list().map(({ refused }) => refused)).toEqual(["not one address"]);
  });

  it("tells subscribers of every change until they leave", async () => {
    const { mailbox, mailer } = setUp();
    const seen: number[] = [];
    const leave = mailbox.subscribe(() => seen.push(mailbox.list().length));

    await mailer.deliver(emailCodeLetter());
    mailbox.clear();
    leave();
    await mailer.deliver(emailCodeLetter());

    expect(seen).toEqual([1, 0]);
  });
});

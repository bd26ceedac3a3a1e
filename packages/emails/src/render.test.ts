import { describe, expect, it } from "vitest";
import { exampleLetters } from "./examples";
import { renderLetter } from "./render";
import { emailCodeLetter } from "./testing/smtp-server";
import { languages } from "./words/languages";

const APP = { appName: "Gatehouse", appOrigin: "https://gatehouse.example" };

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}

/** What a person reads of an HTML letter. */
function visible(html: string): string {
  return html.replace(/<head>.*<\/head>|<!--.*?-->|<[^>]*>/gs, " ");
}

describe.each(languages)("every letter in %s", (language) => {
  it("U88: names whom to ask who cannot get in, and where they are reached where that is known", async () => {
    const { "securityNotice.passwordChanged": notice } = exampleLetters(language);
    if (!notice) throw new Error("There is no such letter");

    const [unknown, known] = [
      await renderLetter(notice, APP),
      await renderLetter(notice, { ...APP, supportContact: "help@northfold.example" }),
    ];

    expect(unknown.text).not.toContain("help@");
    expect(known.text).toMatch(/Gatehouse \(help@northfold\.example\)\./);
    expect(known.html).toContain("(help@northfold.example)");
  });

  it.each(Object.entries(exampleLetters(language)))("%s has all its words, as HTML and as text", async (_name, letter) => {
    const { subject, html, text } = await renderLetter(letter, APP);

    for (const words of [subject, visible(html), text]) {
      expect(words.trim()).not.toBe("");
      expect(words).not.toMatch(/[{}]|undefined|\[object|NaN/);
    }
    expect(html).toContain(`<html dir="ltr" lang="${language}">`);
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(/);
  });
});

describe("the letter with a code", () => {
  it("tells the code, how long it lives, who asked, and what to do if it was somebody else", async () => {
    const { subject, text } = await renderLetter(emailCodeLetter(), APP);

    expect(subject).toBe("048217 is your Gatehouse code");
    expect(text).toBe(
      [
        "Gatehouse",
        "Your code",
        "Enter it on the page you came from to sign in.",
        "048217",
        "It works once, for 5 minutes. Nobody from Gatehouse will ever ask you for it.",
        "Asked on 21 November 2026 at 09:11 UTC from Firefox on Linux. Not you? Ignore this email; without the code nobody gets in.",
        "Gatehouse, gatehouse.example\nYou get this email because someone typed your address.",
      ].join("\n\n"),
    );
  });

  it("holds the code once, and no link", async () => {
    const { html, text } = await renderLetter(emailCodeLetter(), APP);

    expect([count(html, "048217"), count(text, "048217")]).toEqual([1, 1]);
    expect(html).not.toContain("<a ");
  });

  it("says what the code is for", async () => {
    const purposes = ["signUp", "signIn", "signUpOrIn", "reset"] as const;

    const texts = await Promise.all(purposes.map((purpose) => renderLetter(emailCodeLetter({ props: { purpose } }), APP)));

    expect(texts.map(({ text }) => text.split("\n\n")[2])).toEqual([
      "Enter it on the page you came from to finish your sign-up.",
      "Enter it on the page you came from to sign in.",
      "Enter it on the page you came from to sign in. If you have no account yet, you get one.",
      "Enter it on the page you came from to choose a new password.",
    ]);
  });

  it("speaks the language of the locale, with its plurals and dates", async () => {
    const inGerman = await renderLetter(emailCodeLetter({ locale: "de-CH", props: { minutes: 1 } }), APP);
    const inSpanish = await renderLetter(emailCodeLetter({ locale: "es-419" }), APP);

    expect(inGerman.subject).toBe("048217 ist Ihr Code für Gatehouse");
    expect(inGerman.text).toContain("Er gilt einmal, 1 Minute lang.");
    expect(inGerman.text).toContain("Anfrage vom 21. November 2026 um 09:11 Uhr UTC mit Firefox unter Linux.");
    expect(inSpanish.subject).toBe("048217 es tu código de Gatehouse");
    expect(inSpanish.text).toContain("Solicitud del 21 de noviembre de 2026, 9:11 UTC, desde Firefox en Linux.");
  });

  it.each([
    [
      "an iPhone",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      " from Safari on iPhone.",
    ],
    ["a program", "node", "."],
    ["nothing said", "", "."],
    // Bowser takes what it does not know for the name of a browser.
    ["an advertisement", "Your account is locked, call 555 0100/1 now", "."],
  ])("names the device: %s", async (_what, userAgent, expected) => {
    const askedBy = { userAgent, at: "2026-11-21T09:11:48.000Z" };

    const { text } = await renderLetter(emailCodeLetter({ props: { askedBy } }), APP);

    expect(text).toContain(`Asked on 21 November 2026 at 09:11 UTC${expected} Not you?`);
  });

  it("shows the template option `note`, escaped, and says whose words it is", async () => {
    const note = '<b onclick="alert(1)">Table 7</b> & more';

    const { html, text } = await renderLetter(emailCodeLetter({ props: { templateOptions: { note } } }), APP);

    expect(text).toContain(`The page that asked adds: “${note}”`);
    expect(html).toContain("adds: “&lt;b onclick=&quot;alert(1)&quot;&gt;Table 7&lt;/b&gt; &amp; more”");
    expect(html).not.toContain("<b ");
  });

  it("takes the app's name from nobody but the app", async () => {
    const templateOptions = { appName: "Your bank", code: "000000" };

    const { subject, html } = await renderLetter(emailCodeLetter({ props: { templateOptions } }), APP);

    expect(subject).toBe("048217 is your Gatehouse code");
    expect(html).not.toMatch(/Your bank|000000/);
  });

  it("escapes the app's name and keeps the subject on one line", async () => {
    const { subject, html } = await renderLetter(emailCodeLetter(), { ...APP, appName: "A & B\r\nBcc: eve@evil.example <i>" });

    expect(subject).toBe("048217 is your A & B Bcc: eve@evil.example <i> code");
    expect(html).not.toContain("<i>");
  });
});

// Whoever reads it may never have heard of the account that had it sent.
describe("a letter that somebody signed in had sent", () => {
  const names = [
    "emailCode.update",
    "emailCode.confirm",
    "magicLink.update",
    "magicLink.confirm",
    "enchantedLink.update",
    "enchantedLink.confirm",
  ];

  it.each(names)("C21: names the account, says what it could do then, and what to do if it is another's: %s", async (name) => {
    const letter = exampleLetters("en")[name];
    if (!letter) throw new Error("no example");

    const { text } = await renderLetter(letter, APP);

    expect(text).toContain("to confirm that account g***@northfold.example is yours. If you did not ask for this, do nothing.");
    expect(text).toContain(
      name.endsWith("confirm")
        ? "Whoever is signed in to account g***@northfold.example could then change its password, its email and the other ways into it."
        : "Account g***@northfold.example would then count this address as its own: its emails come here, and it opens by this address,",
    );
    expect(text).toMatch(/Not you\? Do nothing/);
    expect(text).not.toContain("to sign in");
  });

  it("C21: says less where the address becomes no way to sign in", async () => {
    const letter = emailCodeLetter({ props: { purpose: "update", asking: { account: "c***", addsLoginId: false } } });

    expect((await renderLetter(letter, APP)).text).toContain("its emails come here, and it opens with a code or link sent here.");
  });
});

describe("the letter to somebody who has an account already", () => {
  it("leads to the sign-in page of the app and holds no code", async () => {
    const letter = exampleLetters("en").alreadyRegistered;
    if (!letter) throw new Error("no example");

    const { subject, html, text } = await renderLetter(letter, APP);

    expect(subject).toBe("You already have a Gatehouse account");
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://gatehouse.example/sign-in"']);
    expect(text).toContain("Sign in https://gatehouse.example/sign-in");
    expect(`${subject} ${text}`).not.toMatch(/\d{6}/);
  });
});

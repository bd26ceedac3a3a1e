import type { Letter, LetterOfKind, Purpose, SecurityChange, SetUpBefore, SignInAlert } from "./letter";
import { en } from "./words/en";

// Out of the words, which TypeScript holds to the kinds there are.
const PURPOSES = Object.keys(en.messages.emailCode.enterIt) as Purpose[];
const CHANGES = Object.keys(en.messages.securityNotice.title) as SecurityChange[];

const found = Object.keys(en.messages.securityNotice.found) as SetUpBefore[];
const ALERTS = Object.keys(en.messages.signInAlert.title) as SignInAlert[];

const to = "ada@northfold.example";
const URL = "https://gatehouse.example/link?t=C3bGq.zK9vE2wq7Rk1mXlT0dHsYfUa";
const asked = {
  askedBy: {
    userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
    at: "2026-11-21T09:11:48.000Z",
  },
  templateOptions: {},
};
const links = ["17", "42", "88"].map((number) => ({ number, url: `${URL}${number}` }));

/** One of each letter there is, by a name for it: what previews and tests show. */
export function exampleLetters(locale: string): Readonly<Record<string, Letter>> {
  const asking = { account: "g***@northfold.example", addsLoginId: true };
  const askingFor = (purpose: Purpose) => (purpose === "update" || purpose === "confirm" ? { asking } : {});
  const code = (purpose: Purpose): LetterOfKind<"emailCode"> => ({
    kind: "emailCode",
    to,
    locale,
    props: { ...asked, ...askingFor(purpose), code: "048217", purpose, minutes: 5 },
  });
  const withNote = code("signIn");
  const addressOnly = code("update");
  addressOnly.props.asking = { ...asking, addsLoginId: false };
  withNote.props.templateOptions = { note: "Table 7 is kept for you until noon" };
  const letters: [name: string, letter: Letter][] = [
    ...PURPOSES.map((purpose): [string, Letter] => [`emailCode.${purpose}`, code(purpose)]),
    ["emailCode.note", withNote],
    ["emailCode.update.addressOnly", addressOnly],
    ...PURPOSES.map((purpose): [string, Letter] => [
      `magicLink.${purpose}`,
      { kind: "magicLink", to, locale, props: { ...asked, ...askingFor(purpose), url: URL, purpose, minutes: 10 } },
    ]),
    ...PURPOSES.map((purpose): [string, Letter] => [
      `enchantedLink.${purpose}`,
      { kind: "enchantedLink", to, locale, props: { ...asked, ...askingFor(purpose), links, purpose, minutes: 10 } },
    ]),
    ["alreadyRegistered", { kind: "alreadyRegistered", to, locale, props: asked }],
    ["noAccount", { kind: "noAccount", to, locale, props: asked }],
    ["invitation", { kind: "invitation", to, locale, props: { ...asked, url: "https://gatehouse.example/sign-in", loginId: to } }],
    ["emailChanged", { kind: "emailChanged", to, locale, props: { ...asked, url: URL.replace("/link", "/undo-email"), hours: 72 } }],
    ...CHANGES.map((what): [string, Letter] => [
      `securityNotice.${what}`,
      { kind: "securityNotice", to, locale, props: { ...asked, what, again: false, ...(what === "setUpBeforeRemoved" && { found }) } },
    ]),
    [
      "securityNotice.setUpBeforeRemoved.keep",
      { kind: "securityNotice", to, locale, props: { ...asked, what: "setUpBeforeRemoved", again: false, found, keepMinutes: 10 } },
    ],
    ...ALERTS.map((what): [string, Letter] => [
      `signInAlert.${what}`,
      { kind: "signInAlert", to, locale, props: { ...asked, what, again: false, url: URL, address: "203.0.113.7" } },
    ]),
    [
      "signInAlert.again",
      { kind: "signInAlert", to, locale, props: { ...asked, what: "newDevice", again: true, url: URL, address: "203.0.113.7" } },
    ],
    ["securityNotice.again", { kind: "securityNotice", to, locale, props: { ...asked, what: "recoveryCodesMade", again: true } }],
  ];
  return Object.fromEntries(letters);
}

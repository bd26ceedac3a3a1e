import type { ReactElement } from "react";
import { render, toPlainText } from "react-email";
import { describeDevice } from "./device";
import type { AskedBy, Letter } from "./letter";
import { composeAlreadyRegistered } from "./letters/already-registered";
import { composeEmailChanged } from "./letters/email-changed";
import { composeEmailCode } from "./letters/email-code";
import { composeEnchantedLink } from "./letters/enchanted-link";
import { composeInvitation } from "./letters/invitation";
import type { App, Composed, Context } from "./letters/layout";
import { composeMagicLink } from "./letters/magic-link";
import { composeNoAccount } from "./letters/no-account";
import { composeSecurityNotice } from "./letters/security-notice";
import { composeSignInAlert } from "./letters/sign-in-alert";
import { readTemplateOptions, toOneLine } from "./template-options";
import { createTemplates, type Drawn } from "./templates";
import { chooseLanguage } from "./words/languages";
import { createTranslate, type Translate } from "./words/translate";

/** A letter in words. */
export interface RenderedLetter {
  /** One line. */
  subject: string;
  html: string;
  text: string;
}

const templates = createTemplates();

/** Puts a letter into the words of its reader's language, as HTML and as plain text of the same content. */
export async function renderLetter(letter: Letter, app: App): Promise<RenderedLetter> {
  const { subject, texts, draw } = compose(letter, contextOf(letter, app));
  const drawn = await templates.draw(letter.kind, texts, (others) => drawPlainly(draw(others)));
  return { subject: toOneLine(subject), ...drawn };
}

/** The same by React alone: what renderLetter is measured by. */
export async function renderPlainly(letter: Letter, app: App): Promise<RenderedLetter> {
  const { subject, texts, draw } = compose(letter, contextOf(letter, app));
  return { subject: toOneLine(subject), ...(await drawPlainly(draw(texts))) };
}

async function drawPlainly(body: ReactElement): Promise<Drawn> {
  const html = await render(body);
  const text = toPlainText(html, { selectors: [{ selector: "h1", options: { uppercase: false, leadingLineBreaks: 2 } }] });
  return { html, text };
}

function compose(letter: Letter, context: Context): Composed {
  switch (letter.kind) {
    case "emailCode":
      return composeEmailCode(letter, context);
    case "magicLink":
      return composeMagicLink(letter, context);
    case "enchantedLink":
      return composeEnchantedLink(letter, context);
    case "alreadyRegistered":
      return composeAlreadyRegistered(context);
    case "noAccount":
      return composeNoAccount(context);
    case "invitation":
      return composeInvitation(letter, context);
    case "emailChanged":
      return composeEmailChanged(letter, context);
    case "securityNotice":
      return composeSecurityNotice(letter, context);
    case "signInAlert":
      return composeSignInAlert(letter, context);
  }
}

function contextOf({ locale, props }: Letter, app: App): Context {
  const language = chooseLanguage(locale);
  const options = readTemplateOptions(props.templateOptions);
  const translate = createTranslate(language, options);
  const note = options.has("note") ? translate("note") : undefined;
  return { app, language, translate, origin: describeOrigin(props.askedBy, translate), note };
}

function describeOrigin(askedBy: AskedBy, translate: Translate): string {
  const at = new Date(askedBy.at);
  const { browser, system } = describeDevice(askedBy.userAgent);
  if (browser && system) return translate("origin.known", { at, browser, system });
  const device = browser ?? system;
  return device ? translate("origin.partlyKnown", { at, device }) : translate("origin.unknown", { at });
}

import type { CSSProperties, ReactElement, ReactNode } from "react";
import { Body, Button, Container, Head, Heading, Html, Text } from "react-email";
import type { Texts } from "../templates";
import type { Language } from "../words/languages";
import type { Translate } from "../words/translate";
import { DAY, FONT, NIGHT, RADIUS, SHEET_RADIUS } from "./brand";

/** Facts about the app that letters name. */
export interface App {
  appName: string;
  /** Where people reach it: scheme, host, port. */
  appOrigin: string;
  /** Where the people who run it are reached: an address or a URL. Empty for nowhere that is known. */
  supportContact?: string;
}

/** What each letter is drawn with. */
export interface Context {
  app: App;
  language: Language;
  translate: Translate;
  /** When it was asked for, and from what: "21 November 2026 at 09:11 UTC from Firefox on Linux". */
  origin: string;
  /** The template option that the letters know; undefined when there is none. */
  note: string | undefined;
}

/** A letter as it goes to be rendered: what it says, and how that looks. */
export interface Composed {
  subject: string;
  texts: Texts;
  /** Draws these texts or others of the same names: what they say makes no difference to it, only which of them are there. */
  draw(texts: Texts): ReactElement;
}

/** Puts a letter together out of its texts, by names of its own, and what draws them. */
export function composed<Own extends Texts>(subject: string, texts: Own, draw: (texts: Own) => ReactElement): Composed {
  return { subject, texts, draw: draw as Composed["draw"] };
}

/** What every letter says besides its own. */
type Frame = {
  language: string;
  appName: string;
  title: string;
  preview: string;
  closing: string;
  imprint: string;
  reason: string;
  note: string | undefined;
};

interface About {
  title: string;
  /** What a list of letters shows after the subject. */
  preview: string;
  /** Who asked for it, and what to do if it was somebody else. */
  closing: string;
  /** Why it came: someone typed the address, it concerns the reader's account, or that was made for them. */
  reason: "asked" | "account" | "invited";
}

/** The texts of the frame. */
export function frameOf({ app, language, translate, note }: Context, { reason, ...about }: About): Frame {
  const imprint = `${app.appName}, ${new URL(app.appOrigin).host}`;
  return { ...about, language, appName: app.appName, note, imprint, reason: translate(`reason.${reason}`) };
}

/** Whom to ask for help, as `operators` of a text. */
export function nameOperators({ app: { appName, supportContact = "" }, translate }: Context): string {
  return supportContact === ""
    ? translate("operators.people", { appName })
    : translate("operators.reached", { appName, contact: supportContact });
}

/** For mail programs that follow the reader's theme. What they do not read, they show by day. */
const NIGHT_CSS = `@media (prefers-color-scheme: dark) {
.ground, .ground>table>tbody>tr>td { background-color: ${NIGHT.ground} !important }
.page { background-color: ${NIGHT.surface} !important; border-color: ${NIGHT.line} !important }
.ink { color: ${NIGHT.ink} !important }
.soft { color: ${NIGHT["ink-soft"]} !important }
.rule { border-color: ${NIGHT.line} !important }
.code { background-color: ${NIGHT.sunken} !important; border-color: ${NIGHT.line} !important; color: ${NIGHT.ink} !important }
.arch { border-color: ${NIGHT.accent} !important }
.light { background-color: ${NIGHT.lantern} !important }
.button { background-color: ${NIGHT.accent} !important; color: ${NIGHT["on-accent"]} !important }
}`;

const PARAGRAPH: CSSProperties = { margin: "0 0 20px", fontSize: 16, lineHeight: "24px", color: DAY["ink-soft"] };
const HEADING: CSSProperties = { ...PARAGRAPH, margin: "0 0 8px", fontSize: 22, lineHeight: "28px", fontWeight: 600, color: DAY.ink };
const CLOSING: CSSProperties = {
  ...PARAGRAPH,
  margin: 0,
  paddingTop: 20,
  borderTop: `1px solid ${DAY.line}`,
  fontSize: 14,
  lineHeight: "21px",
};
const FOOTER: CSSProperties = {
  ...PARAGRAPH,
  margin: "16px auto 0",
  maxWidth: 480,
  textAlign: "center",
  fontSize: 13,
  lineHeight: "20px",
  textWrap: "balance",
};
const PAGE: CSSProperties = {
  maxWidth: 480,
  // Without it a table does not round its corners.
  borderCollapse: "separate",
  border: `1px solid ${DAY.line}`,
  borderRadius: SHEET_RADIUS,
  backgroundColor: DAY.surface,
  padding: "32px 32px 28px",
};

const PREVIEW: CSSProperties = { display: "none", overflow: "hidden", lineHeight: "1px", opacity: 0, maxHeight: 0, maxWidth: 0 };
/** Blank for as long as a list of letters goes on: without it the list would show the letter's beginning after the preview. */
const BLANK = "\xA0\u200C".repeat(150);

/** The frame of every letter: the brand, a title, what it says, who asked for it. */
export function Layout({ frame, children }: { frame: Frame; children: ReactNode }) {
  const { language, appName, title, preview, note, closing, imprint, reason } = frame;
  return (
    <Html lang={language}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>{title}</title>
        <style>{NIGHT_CSS}</style>
      </Head>
      <Body lang={language} className="ground" style={{ backgroundColor: DAY.ground, padding: "32px 16px 40px", fontFamily: FONT }}>
        <div style={PREVIEW} data-skip-in-text="true">
          {preview}
          <div>{BLANK}</div>
        </div>
        <Container className="page" style={PAGE}>
          <Brand name={appName} />
          <Heading className="ink" style={HEADING}>
            {title}
          </Heading>
          {children}
          {note && <Paragraph>{note}</Paragraph>}
          <Text className="soft rule" style={CLOSING}>
            {closing}
          </Text>
        </Container>
        <Text className="soft" style={FOOTER}>
          {imprint}
          <br />
          {reason}
        </Text>
      </Body>
    </Html>
  );
}

export function Paragraph({ children }: { children: string }) {
  return (
    <Text className="soft" style={PARAGRAPH}>
      {children}
    </Text>
  );
}

const ACTION: CSSProperties = {
  margin: "0 0 24px",
  padding: "12px 20px",
  borderRadius: RADIUS,
  backgroundColor: DAY.accent,
  color: DAY["on-accent"],
  fontSize: 16,
  fontWeight: 500,
};

/** A link that looks like a button. What it opens asks before it does anything: mail programs open links by themselves. */
export function Action({ href, children }: { href: string; children: string }) {
  return (
    <Button className="button" style={ACTION} href={href}>
      {children}
    </Button>
  );
}

const ARCH: CSSProperties = {
  display: "inline-block",
  width: 12,
  height: 17,
  border: `5px solid ${DAY.accent}`,
  borderBottom: 0,
  borderRadius: "11px 11px 0 0",
  textAlign: "center",
  verticalAlign: "middle",
};
const LIGHT: CSSProperties = {
  display: "inline-block",
  width: 6,
  height: 6,
  marginTop: 6,
  borderRadius: 3,
  backgroundColor: DAY.lantern,
};
const NAME: CSSProperties = {
  display: "inline-block",
  paddingLeft: 10,
  verticalAlign: "middle",
  fontSize: 16,
  lineHeight: "22px",
  fontWeight: 600,
  color: DAY.ink,
};

/** Mark and name. The mark is two boxes: mail programs drop SVG, and hide images until they are allowed. */
function Brand({ name }: { name: string }) {
  return (
    <div style={{ margin: "0 0 24px", lineHeight: 0 }}>
      <span className="arch" style={ARCH}>
        <span className="light" style={LIGHT} />
      </span>
      <span className="ink" style={NAME}>
        {name}
      </span>
    </div>
  );
}

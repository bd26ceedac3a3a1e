import type { LetterOfKind, SecurityChange } from "../letter";
import { Action, type Composed, type Context, composed, frameOf, Layout, nameOperators, Paragraph } from "./layout";

/** For the owner of an account, when the ways into it have changed. */
export function composeSecurityNotice({ props }: LetterOfKind<"securityNotice">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { what, found = [], keepMinutes } = props;
  const title = translate(`securityNotice.title.${what}`);
  const list = new Intl.ListFormat(context.language).format(found.map((each) => translate(`securityNotice.found.${each}`)));
  const happened = translate(`securityNotice.happened.${what}`, { found: list });
  const texts = {
    ...frameOf(context, {
      title,
      preview: happened,
      closing: `${translate("done", { origin })} ${translate("securityNotice.notYou", { operators: nameOperators(context) })}`,
      reason: "account",
    }),
    again: props.again ? translate("securityNotice.again") : undefined,
    happened: `${happened} ${wasYou(what, keepMinutes, translate)}`,
    url: `${app.appOrigin}/account`,
    action: translate("securityNotice.action"),
  };
  return composed(
    translate("securityNotice.subject", { appName: app.appName, title }),
    texts,
    ({ again, happened, url, action, ...frame }) => (
      <Layout frame={frame}>
        {again && <Paragraph>{again}</Paragraph>}
        <Paragraph>{happened}</Paragraph>
        <Action href={url}>{action}</Action>
      </Layout>
    ),
  );
}

/** What there is to do for the reader who did it. */
function wasYou(what: SecurityChange, keepMinutes: number | undefined, translate: Context["translate"]): string {
  if (what !== "setUpBeforeRemoved") return translate("securityNotice.wasYou");
  if (keepMinutes === undefined) return translate("securityNotice.wasYouBefore.again");
  return translate("securityNotice.wasYouBefore.keep", { minutes: keepMinutes });
}

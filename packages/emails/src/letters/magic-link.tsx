import type { LetterOfKind } from "../letter";
import { accountOf, consequenceOf } from "./asking";
import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** A link that lets in whoever opens it. */
export function composeMagicLink({ props }: LetterOfKind<"magicLink">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { url, purpose, minutes, asking } = props;
  const openIt = translate(`magicLink.openIt.${purpose}`, { account: accountOf(asking) });
  const texts = {
    ...frameOf(context, {
      title: translate("magicLink.title"),
      preview: translate("magicLink.preview", { openIt, minutes }),
      closing: `${translate("asked", { origin })} ${translate(`link.notYou.${purpose}`)}`,
      reason: "asked",
    }),
    openIt,
    consequence: consequenceOf(asking, purpose, translate),
    url,
    action: translate(`magicLink.action.${purpose}`),
    life: translate("magicLink.life", { minutes }),
  };
  return composed(
    translate(`magicLink.subject.${purpose}`, { appName: app.appName }),
    texts,
    ({ openIt, consequence, url, action, life, ...frame }) => (
      <Layout frame={frame}>
        <Paragraph>{openIt}</Paragraph>
        {consequence && <Paragraph>{consequence}</Paragraph>}
        <Action href={url}>{action}</Action>
        <Paragraph>{life}</Paragraph>
      </Layout>
    ),
  );
}

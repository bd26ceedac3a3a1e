import type { LetterOfKind } from "../letter";
import { accountOf, Consequence } from "./asking";
import { Action, type Composed, type Context, Layout, Paragraph } from "./layout";

/** A link that lets in whoever opens it. */
export function composeMagicLink({ props }: LetterOfKind<"magicLink">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { url, purpose, minutes, asking } = props;
  const account = accountOf(asking);
  const openIt = translate(`magicLink.openIt.${purpose}`, { account });
  return {
    subject: translate(`magicLink.subject.${purpose}`, { appName: app.appName }),
    body: (
      <Layout
        context={context}
        title={translate("magicLink.title")}
        preview={translate("magicLink.preview", { openIt, minutes })}
        closing={`${translate("asked", { origin })} ${translate(`link.notYou.${purpose}`)}`}
        reason="asked"
      >
        <Paragraph>{openIt}</Paragraph>
        <Consequence asking={asking} purpose={purpose} translate={translate} />
        <Action href={url}>{translate(`magicLink.action.${purpose}`)}</Action>
        <Paragraph>{translate("magicLink.life", { minutes })}</Paragraph>
      </Layout>
    ),
  };
}

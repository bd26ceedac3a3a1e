import type { LetterOfKind } from "../letter";
import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** For somebody whose account was made for them. It leads to a page and lets nobody in by itself: it may lie in a mailbox for weeks. */
export function composeInvitation({ props }: LetterOfKind<"invitation">, context: Context): Composed {
  const { app, translate } = context;
  const { url, loginId } = props;
  const { appName } = app;
  const texts = {
    ...frameOf(context, {
      title: translate("invitation.title", { appName }),
      preview: translate("invitation.preview", { appName }),
      closing: translate("invitation.notYou"),
      reason: "invited",
    }),
    happened: translate("invitation.happened", { appName }),
    toDo: translate("invitation.toDo", { loginId }),
    url,
    action: translate("invitation.action"),
  };
  return composed(translate("invitation.subject", { appName }), texts, ({ happened, toDo, url, action, ...frame }) => (
    <Layout frame={frame}>
      <Paragraph>{happened}</Paragraph>
      <Paragraph>{toDo}</Paragraph>
      <Action href={url}>{action}</Action>
    </Layout>
  ));
}

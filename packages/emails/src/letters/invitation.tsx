import type { LetterOfKind } from "../letter";
import { Action, type Composed, type Context, Layout, Paragraph } from "./layout";

/** For somebody whose account was made for them. It leads to a page and lets nobody in by itself: it may lie in a mailbox for weeks. */
export function composeInvitation({ props }: LetterOfKind<"invitation">, context: Context): Composed {
  const { app, translate } = context;
  const { url, loginId } = props;
  const { appName } = app;
  return {
    subject: translate("invitation.subject", { appName }),
    body: (
      <Layout
        context={context}
        title={translate("invitation.title", { appName })}
        preview={translate("invitation.preview", { appName })}
        closing={translate("invitation.notYou")}
        reason="invited"
      >
        <Paragraph>{translate("invitation.happened", { appName })}</Paragraph>
        <Paragraph>{translate("invitation.toDo", { loginId })}</Paragraph>
        <Action href={url}>{translate("invitation.action")}</Action>
      </Layout>
    ),
  };
}

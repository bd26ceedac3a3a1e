import type { LetterOfKind } from "../letter";
import { Action, type Composed, type Context, Layout, Paragraph } from "./layout";

/** For the owner of an account, when the ways into it have changed. */
export function composeSecurityNotice({ props }: LetterOfKind<"securityNotice">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { what, again } = props;
  const title = translate(`securityNotice.title.${what}`);
  const happened = translate(`securityNotice.happened.${what}`);
  return {
    subject: translate("securityNotice.subject", { appName: app.appName, title }),
    body: (
      <Layout
        context={context}
        title={title}
        preview={happened}
        closing={`${translate("done", { origin })} ${translate("securityNotice.notYou", { appName: app.appName })}`}
        reason="account"
      >
        {again && <Paragraph>{translate("securityNotice.again")}</Paragraph>}
        <Paragraph>{`${happened} ${translate("securityNotice.wasYou")}`}</Paragraph>
        <Action href={`${app.appOrigin}/account`}>{translate("securityNotice.action")}</Action>
      </Layout>
    ),
  };
}

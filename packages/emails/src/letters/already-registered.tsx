import { Action, type Composed, type Context, Layout, Paragraph } from "./layout";

/** For the owner of an account, when someone signs up with its address and the page may not say that it is taken. */
export function composeAlreadyRegistered(context: Context): Composed {
  const { app, translate, origin } = context;
  return {
    subject: translate("alreadyRegistered.subject", { appName: app.appName }),
    body: (
      <Layout
        context={context}
        title={translate("alreadyRegistered.title")}
        preview={translate("alreadyRegistered.preview")}
        closing={`${translate("asked", { origin })} ${translate("alreadyRegistered.notYou")}`}
        reason="asked"
      >
        <Paragraph>{translate("alreadyRegistered.happened", { appName: app.appName })}</Paragraph>
        <Paragraph>{translate("alreadyRegistered.toDo")}</Paragraph>
        <Action href={`${app.appOrigin}/sign-in`}>{translate("alreadyRegistered.action")}</Action>
      </Layout>
    ),
  };
}

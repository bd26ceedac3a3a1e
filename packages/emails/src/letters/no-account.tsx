import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** For whoever reads the mail of an address that has no account, when someone asks for a way in and the page may not say so. */
export function composeNoAccount(context: Context): Composed {
  const { app, translate, origin } = context;
  const texts = {
    ...frameOf(context, {
      title: translate("noAccount.title"),
      preview: translate("noAccount.preview"),
      closing: `${translate("asked", { origin })} ${translate("noAccount.notYou")}`,
      reason: "asked",
    }),
    happened: translate("noAccount.happened", { appName: app.appName }),
    toDo: translate("noAccount.toDo"),
    url: `${app.appOrigin}/sign-up`,
    action: translate("noAccount.action"),
  };
  return composed(translate("noAccount.subject", { appName: app.appName }), texts, ({ happened, toDo, url, action, ...frame }) => (
    <Layout frame={frame}>
      <Paragraph>{happened}</Paragraph>
      <Paragraph>{toDo}</Paragraph>
      <Action href={url}>{action}</Action>
    </Layout>
  ));
}

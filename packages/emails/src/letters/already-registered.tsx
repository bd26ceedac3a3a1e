import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** For the owner of an account, when someone signs up with its address and the page may not say that it is taken. */
export function composeAlreadyRegistered(context: Context): Composed {
  const { app, translate, origin } = context;
  const texts = {
    ...frameOf(context, {
      title: translate("alreadyRegistered.title"),
      preview: translate("alreadyRegistered.preview"),
      closing: `${translate("asked", { origin })} ${translate("alreadyRegistered.notYou")}`,
      reason: "asked",
    }),
    happened: translate("alreadyRegistered.happened", { appName: app.appName }),
    toDo: translate("alreadyRegistered.toDo"),
    url: `${app.appOrigin}/sign-in`,
    action: translate("alreadyRegistered.action"),
  };
  return composed(translate("alreadyRegistered.subject", { appName: app.appName }), texts, ({ happened, toDo, url, action, ...frame }) => (
    <Layout frame={frame}>
      <Paragraph>{happened}</Paragraph>
      <Paragraph>{toDo}</Paragraph>
      <Action href={url}>{action}</Action>
    </Layout>
  ));
}

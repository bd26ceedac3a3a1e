import type { LetterOfKind } from "../letter";
import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** For who reads the former address of an account, and may put it back. */
export function composeEmailChanged({ props }: LetterOfKind<"emailChanged">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { url, hours } = props;
  const texts = {
    ...frameOf(context, {
      title: translate("emailChanged.title"),
      preview: translate("emailChanged.happened"),
      closing: `${translate("done", { origin })} ${translate("emailChanged.life", { hours })}`,
      reason: "account",
    }),
    happened: `${translate("emailChanged.happened")} ${translate("emailChanged.wasYou")}`,
    notYou: translate("emailChanged.notYou"),
    url,
    action: translate("emailChanged.action"),
  };
  return composed(translate("emailChanged.subject", { appName: app.appName }), texts, ({ happened, notYou, url, action, ...frame }) => (
    <Layout frame={frame}>
      <Paragraph>{happened}</Paragraph>
      <Paragraph>{notYou}</Paragraph>
      <Action href={url}>{action}</Action>
    </Layout>
  ));
}

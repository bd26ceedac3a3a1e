import type { LetterOfKind } from "../letter";
import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** For the owner of an account, when somebody has signed in at a new device, or failed to many times. */
export function composeSignInAlert({ props }: LetterOfKind<"signInAlert">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { what, address } = props;
  const title = translate(`signInAlert.title.${what}`);
  const happened = translate(`signInAlert.happened.${what}`);
  const from = address === "" ? translate("signInAlert.on", { origin }) : translate("signInAlert.onFrom", { origin, address });
  const texts = {
    ...frameOf(context, {
      title,
      preview: happened,
      closing: translate("signInAlert.closing"),
      reason: "account",
    }),
    again: props.again ? translate("signInAlert.again") : undefined,
    happened: `${happened} ${from}`,
    wasYou: translate(`signInAlert.wasYou.${what}`),
    notYou: translate(`signInAlert.notYou.${what}`),
    url: props.url,
    action: translate("signInAlert.action"),
  };
  return composed(
    translate("signInAlert.subject", { appName: app.appName, title }),
    texts,
    ({ again, happened, wasYou, notYou, url, action, ...frame }) => (
      <Layout frame={frame}>
        {again && <Paragraph>{again}</Paragraph>}
        <Paragraph>{happened}</Paragraph>
        <Paragraph>{wasYou}</Paragraph>
        <Paragraph>{notYou}</Paragraph>
        <Action href={url}>{action}</Action>
      </Layout>
    ),
  );
}

import type { LetterOfKind } from "../letter";
import { Action, type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

/** For the owner of an account, when the ways into it have changed. */
export function composeSecurityNotice({ props }: LetterOfKind<"securityNotice">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { what } = props;
  const title = translate(`securityNotice.title.${what}`);
  const happened = translate(`securityNotice.happened.${what}`);
  const texts = {
    ...frameOf(context, {
      title,
      preview: happened,
      closing: `${translate("done", { origin })} ${translate("securityNotice.notYou", { appName: app.appName })}`,
      reason: "account",
    }),
    again: props.again ? translate("securityNotice.again") : undefined,
    happened: `${happened} ${translate("securityNotice.wasYou")}`,
    url: `${app.appOrigin}/account`,
    action: translate("securityNotice.action"),
  };
  return composed(
    translate("securityNotice.subject", { appName: app.appName, title }),
    texts,
    ({ again, happened, url, action, ...frame }) => (
      <Layout frame={frame}>
        {again && <Paragraph>{again}</Paragraph>}
        <Paragraph>{happened}</Paragraph>
        <Action href={url}>{action}</Action>
      </Layout>
    ),
  );
}

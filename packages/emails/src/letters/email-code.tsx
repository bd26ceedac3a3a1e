import type { CSSProperties } from "react";
import { Text } from "react-email";
import type { LetterOfKind } from "../letter";
import { accountOf, consequenceOf } from "./asking";
import { DAY, FONT_MONO, RADIUS } from "./brand";
import { type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

const CODE: CSSProperties = {
  margin: "0 0 20px",
  padding: "18px 12px",
  border: `1px solid ${DAY.line}`,
  borderRadius: RADIUS,
  backgroundColor: DAY.sunken,
  textAlign: "center",
  fontFamily: FONT_MONO,
  fontSize: 32,
  lineHeight: "38px",
  fontWeight: 600,
  letterSpacing: 8,
  // The last digit's space too, so that they stand in the middle.
  textIndent: 8,
  color: DAY.ink,
};

/** A code to type where it was asked for. It stands here once, so that what a program copies out is never two. */
export function composeEmailCode({ props }: LetterOfKind<"emailCode">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { code, purpose, minutes, asking } = props;
  const enterIt = translate(`emailCode.enterIt.${purpose}`, { account: accountOf(asking) });
  const texts = {
    ...frameOf(context, {
      title: translate("emailCode.title"),
      preview: translate("emailCode.preview", { enterIt, minutes }),
      closing: `${translate("asked", { origin })} ${translate(`emailCode.notYou.${purpose}`)}`,
      reason: "asked",
    }),
    enterIt,
    consequence: consequenceOf(asking, purpose, translate),
    code,
    life: translate("emailCode.life", { minutes, appName: app.appName }),
  };
  return composed(
    translate("emailCode.subject", { code, appName: app.appName }),
    texts,
    ({ enterIt, consequence, code, life, ...frame }) => (
      <Layout frame={frame}>
        <Paragraph>{enterIt}</Paragraph>
        {consequence && <Paragraph>{consequence}</Paragraph>}
        <Text className="code" style={CODE} dir="ltr">
          {code}
        </Text>
        <Paragraph>{life}</Paragraph>
      </Layout>
    ),
  );
}

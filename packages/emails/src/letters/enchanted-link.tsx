import type { CSSProperties } from "react";
import { Column, Link, Row, Section } from "react-email";
import type { LetterOfKind } from "../letter";
import { accountOf, consequenceOf } from "./asking";
import { DAY, FONT_MONO, RADIUS } from "./brand";
import { type Composed, type Context, composed, frameOf, Layout, Paragraph } from "./layout";

const NUMBER: CSSProperties = {
  display: "block",
  padding: "18px 0",
  border: `1px solid ${DAY.line}`,
  borderRadius: RADIUS,
  backgroundColor: DAY.sunken,
  textAlign: "center",
  textDecoration: "none",
  fontFamily: FONT_MONO,
  fontSize: 28,
  lineHeight: "36px",
  fontWeight: 600,
  color: DAY.ink,
};

const GAP = 12;

/** A column's share of the gaps on its two sides, so that all come out equally wide. */
function columnOf(index: number, count: number): CSSProperties {
  return { width: `${100 / count}%`, paddingLeft: (GAP * index) / count, paddingRight: (GAP * (count - 1 - index)) / count };
}

/** Links of which one is right: the one whose number stands on the screen that asked. */
export function composeEnchantedLink({ props }: LetterOfKind<"enchantedLink">, context: Context): Composed {
  const { app, translate, origin } = context;
  const { links, purpose, minutes, asking } = props;
  const texts = {
    ...frameOf(context, {
      title: translate("enchantedLink.title"),
      preview: translate("enchantedLink.preview"),
      closing: `${translate("asked", { origin })} ${translate(`link.notYou.${purpose}`)}`,
      reason: "asked",
    }),
    chooseIt: translate(`enchantedLink.chooseIt.${purpose}`, { account: accountOf(asking) }),
    consequence: consequenceOf(asking, purpose, translate),
    links,
    life: translate("enchantedLink.life", { minutes }),
  };
  return composed(
    translate("enchantedLink.subject", { appName: app.appName }),
    texts,
    ({ chooseIt, consequence, links, life, ...frame }) => (
      <Layout frame={frame}>
        <Paragraph>{chooseIt}</Paragraph>
        {consequence && <Paragraph>{consequence}</Paragraph>}
        <Section style={{ margin: "0 0 20px" }}>
          <Row>
            {links.map(({ number, url }, index) => (
              <Column key={number} style={columnOf(index, links.length)}>
                <Link className="code" style={NUMBER} href={url} dir="ltr">
                  {number}
                </Link>
              </Column>
            ))}
          </Row>
        </Section>
        <Paragraph>{life}</Paragraph>
      </Layout>
    ),
  );
}

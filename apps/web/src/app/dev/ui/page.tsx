import type { Metadata } from "next";
import { Heading } from "#ui/heading";
import { Frame } from "../frame";
import { requireDevelopment } from "../require-development";
import { Pair, type Specimen } from "./pair";
import { Specimens } from "./specimens";
import { Colours, Lengths, readTokens, Shapes, ThemedTokens, TypeScale, Weights } from "./tokens";

export async function generateMetadata(): Promise<Metadata> {
  await requireDevelopment();
  return { title: "Components" };
}

/** All that the pages are made of, day and night beside each other. */
export default async function ComponentsPage() {
  await requireDevelopment();
  const tokens = await readTokens();
  const tokenSpecimens: readonly Specimen[] = [
    { title: "Colour", note: "From the ground up", show: () => <Colours names={tokens.named("color")} /> },
    { title: "Type", note: "Sizes, from the smallest", show: () => <TypeScale names={tokens.named("text")} /> },
    { title: "Weight", note: "Geist and Geist Mono", show: () => <Weights names={tokens.named("font-weight")} /> },
    { title: "Radius", note: "From the brand’s", show: () => <Shapes names={tokens.named("radius")} property="borderRadius" /> },
    { title: "Shadow", note: "Only under what floats", show: () => <Shapes names={tokens.named("shadow")} property="boxShadow" /> },
    {
      title: "Space",
      note: "A step, controls, columns",
      show: () => <Lengths names={[...tokens.named("spacing"), ...tokens.named("container")]} />,
    },
  ];
  return (
    <Frame page="/dev/ui" note="Tokens and components in their states. What you edit shows at once.">
      <main id="main" className="mx-auto inline-full max-inline-wide px-5 py-9 md:px-6">
        <Heading>Components</Heading>
        <p className="mbs-1 mbe-9 text-ink-soft">Everything the pages are made of, by day and by night.</p>
        <ThemedTokens themed={tokens.themed} />
        {tokenSpecimens.map((specimen) => (
          <Pair key={specimen.title} {...specimen} />
        ))}
        <Specimens />
      </main>
    </Frame>
  );
}

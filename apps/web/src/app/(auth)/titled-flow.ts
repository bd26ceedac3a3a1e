import type { Metadata } from "next";
import type { Flow } from "#steps/flow";
import { readFlow } from "#steps/flow-cookie";
import type { Parameter } from "#steps/next-path";
import { getWords, titleOf, type Words } from "#words/get-words";

type FlowOf<Step extends Flow["step"]> = Extract<Flow, { step: Step }>;

/** `generateMetadata` of a step's page: its title, or that of `FlowMissing`. */
export function titledFlow<Step extends Flow["step"]>(step: Step, title: (words: Words, flow: FlowOf<Step>) => string) {
  return async ({ searchParams }: { searchParams: Promise<{ f?: Parameter }> }): Promise<Metadata> => {
    const [words, flow] = await Promise.all([getWords(), readFlow(step, (await searchParams).f)]);
    return titleOf(flow ? title(words, flow) : words.flowMissing.title);
  };
}

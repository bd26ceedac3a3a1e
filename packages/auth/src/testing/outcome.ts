import { isApiError } from "@repo/contract/errors";

/** How a call went, as its caller sees it: "done", or the code of the refusal. Anything but a refusal is a failure of ours and throws. */
export async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (isApiError(error)) return error.code;
    throw error;
  }
}

/** How each of so many calls went, one after the other. */
export async function outcomesOf(times: number, call: (index: number) => Promise<unknown>): Promise<string[]> {
  const outcomes: string[] = [];
  for (let index = 0; index < times; index++) outcomes.push(await outcomeOf(call(index)));
  return outcomes;
}

/** How often each outcome came of so many calls at once. */
export async function outcomesAtOnce(times: number, call: (index: number) => Promise<unknown>): Promise<Record<string, number>> {
  const outcomes = await Promise.all(Array.from({ length: times }, (_, index) => outcomeOf(call(index))));
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

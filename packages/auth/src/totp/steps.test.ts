import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterStep, mayAcceptStep } from "./steps";

const START = 59_000_000;

/** What is stored after these steps were shown, each while the server's clock stood in the step `at`; and which were accepted. */
function show(shown: { at: number; step: number }[]) {
  const accepted: number[] = [];
  let stored = { lastStep: 0, formerSteps: [] as number[] };
  for (const { at, step } of shown) {
    const now = new Date(at * 30_000);
    if (!mayAcceptStep(stored, step, now)) continue;
    accepted.push(step);
    stored = afterStep(stored, step, now);
  }
  return { accepted, stored };
}

describe("mayAcceptStep", () => {
  it("F4, 4.6: no step is accepted twice, wherever the clock jumps", () => {
    const shown = fc.record({ at: fc.integer({ min: START, max: START + 12 }), off: fc.integer({ min: -1, max: 1 }) });

    fc.assert(
      fc.property(fc.array(shown, { minLength: 10, maxLength: 60 }), (steps) => {
        const { accepted } = show(steps.map(({ at, off }) => ({ at, step: at + off })));
        expect(new Set(accepted).size).toBe(accepted.length);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("F4: while the clock only goes forward, none before the last one is accepted", () => {
    const shown = fc.record({ ahead: fc.integer({ min: 0, max: 2 }), off: fc.integer({ min: -1, max: 1 }) });

    fc.assert(
      fc.property(fc.array(shown, { minLength: 10, maxLength: 60 }), (steps) => {
        let at = START;
        const { accepted } = show(
          steps.map(({ ahead, off }) => {
            at += ahead;
            return { at, step: at + off };
          }),
        );
        expect(accepted).toEqual([...accepted].sort((left, right) => left - right));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("4.6: after a clock that ran ahead, the next step is good at once, and those of that time are not good again when it comes", () => {
    const ahead = [100, 104, 110].map((step) => ({ at: START + step, step: START + step }));
    const right = Array.from({ length: 120 }, (_, step) => ({ at: START + step, step: START + step }));

    const { accepted } = show([...ahead, ...right]);

    const again = accepted.slice(ahead.length).map((step) => step - START);
    expect(again.slice(0, 3)).toEqual([0, 1, 2]);
    expect(again).toEqual(right.map((_, step) => step).filter((step) => ![100, 104, 110].includes(step)));
  });
});

import fc from "fast-check";
import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** How many examples a property is tried with that does not say so itself, as those do not that ask a database. */
    generatedRuns: number;
  }
}

// Each run draws other examples, but where a seed is given.
fc.configureGlobal({ numRuns: inject("generatedRuns"), interruptAfterTimeLimit: 10_000 });

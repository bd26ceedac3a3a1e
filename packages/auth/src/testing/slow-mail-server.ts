import type { Delivery } from "@repo/emails/letter";

/** A mail server that takes a letter and does not answer until it is told. */
export function createSlowServer() {
  let taken = 0;
  let answer: (delivery: Delivery) => void = () => {};
  const answered = new Promise<Delivery>((resolve) => {
    answer = resolve;
  });
  const waiting: { count: number; resolve(): void }[] = [];
  return {
    deliver() {
      taken += 1;
      for (const { count, resolve } of waiting) if (taken >= count) resolve();
      return answered;
    },
    /** Resolves when so many letters have been handed over. */
    hasTaken: (count: number) => new Promise<void>((resolve) => (taken >= count ? resolve() : waiting.push({ count, resolve }))),
    answer: () => answer({ kind: "delivered" }),
    count: () => taken,
  };
}

import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";

/*
 * Without script, a second click on a slow line sends a form again, and the browser shows the answer to the second: "used already", though
 * the first has just done it, and the cookie of the session went with the answer that nobody saw. So the same form, sent by the same browser
 * within moments, is answered the same.
 */

/** How long an answer is kept once it was given. */
const KEPT_MILLISECONDS = 10_000;
/** Whatever arrives, no more than this is kept; what is dropped is run again, as any form is. */
const ANSWERS_MAX = 2_000;
const BYTES_MAX = 4 * 1024 * 1024;

/** Which form this is, of which browser: the same for one that is sent again as it was, and for no other. Keeps nothing of what it is made of. */
export function formKey(browser: string, operation: string, body: readonly Uint8Array[]): string {
  const hash = createHash("sha256").update(JSON.stringify([browser, operation, body.map(({ byteLength }) => byteLength)]));
  for (const part of body) hash.update(part);
  return hash.digest("base64url");
}

function bytesOf(key: string, { headers }: Response): number {
  return [...headers].reduce((sum, [name, value]) => sum + name.length + value.length, key.length);
}

/** @param now milliseconds, of a clock that only goes forward */
export function createFormReplay({ now }: { now(): number }) {
  const answers = new LRUCache<string, Promise<Response>>({
    max: ANSWERS_MAX,
    maxSize: BYTES_MAX,
    perf: { now },
    // Asked for anew each time, so that the clock of a test is the only one.
    ttlResolution: 0,
  });

  return {
    /**
     * Runs what a form asks for; while that is under way, and for some seconds afterwards, whoever sends the same form is given the same
     * answer, cookies included. What fails is forgotten.
     *
     * @param key of {@link formKey}; undefined where the browser is unknown, whose every form is run
     * @param run answers without a body
     */
    async answer(key: string | undefined, run: () => Promise<Response>): Promise<Response> {
      if (key === undefined) return run();
      const before = answers.get(key);
      if (before) return (await before).clone();
      const running = run();
      answers.set(key, running, { size: 1 });
      try {
        const response = await running;
        if (answers.peek(key) === running)
          answers.set(key, Promise.resolve(response), { size: bytesOf(key, response), ttl: KEPT_MILLISECONDS });
        return response.clone();
      } catch (error) {
        answers.delete(key);
        throw error;
      }
    },
  };
}

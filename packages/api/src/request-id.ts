import type { Random } from "@repo/auth/clock-and-random";

const BYTES = 12;
/** So many are made of what is asked for at once: the system's source of chance takes as long for these as for one. */
const AT_ONCE = 256;

/** Names for requests, to be found in the log by. */
export function createRequestIds(random: Random): () => string {
  let bytes = Buffer.alloc(0);
  let used = 0;
  return () => {
    if (used === bytes.length) {
      bytes = Buffer.from(random.bytes(BYTES * AT_ONCE));
      used = 0;
    }
    used += BYTES;
    return bytes.toString("base64url", used - BYTES, used);
  };
}

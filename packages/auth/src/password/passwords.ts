import { hash, verify } from "@node-rs/argon2";
import { AuthError } from "@repo/contract/errors";
import PQueue from "p-queue";

/** Hashes and checks passwords, a few at a time. */
export interface Passwords {
  /** A PHC string with its own random salt. Throws E130429 when the queue is full. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one behind `stored`. Null stands for "there is none": costs one hash all the same, and is false,
   * so that time does not tell who has an account. Throws E130429 when the queue is full.
   */
  verify(stored: string | null, password: string): Promise<boolean>;
  /** Whether a stored hash was made with other parameters than today's. */
  needsRehash(stored: string): boolean;
  /** Throws E130429 when a hash asked for now would wait too long: for turning callers away before anything else is done for them. */
  refuseWhenFull(): void;
}

export interface PasswordsOptions {
  /** Hashes at once: the cores, less than the thread pool, so that other work is not starved. */
  concurrency: number;
}

// OWASP's floor for argon2id; raising it here upgrades every user at the next sign-in (security.md P12, P14).
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const OURS = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
// The hash of a random password that nobody kept, at today's parameters.
const NOBODY = `${OURS}DU4LyYNvk+BwLgDMZGlK1g$klZ2mBOaiVis/4XgG5Uq4wqclerIbVxq5wfA3hn23D0`;
// An imported hash may ask for any amount of work; beyond these it would be an attack on the server (reliability.md 7.4).
const FOREIGN_MAX = { memoryCost: 1_048_576, timeCost: 16, parallelism: 16 };

/** Waiting longer than this for a hash is refused. An answer takes a little more: it is to be there within five seconds. */
const QUEUE_SECONDS = 4;
const ESTIMATE_MS = 25;

function isAffordable(stored: string): boolean {
  const parameters = /\$m=(\d+),t=(\d+),p=(\d+)/.exec(stored);
  if (!parameters) return false;
  const [memory, time, parallelism] = parameters.slice(1).map(Number) as [number, number, number];
  return memory <= FOREIGN_MAX.memoryCost && time <= FOREIGN_MAX.timeCost && parallelism <= FOREIGN_MAX.parallelism;
}

/** Costs as much as checking a hash of ours, and says no. */
async function verifyNobody(password: string): Promise<false> {
  await verify(NOBODY, password);
  return false;
}

async function verifyForeign(stored: string, password: string): Promise<boolean> {
  if (!isAffordable(stored)) return verifyNobody(password);
  // Loaded when the first imported hash turns up: `argon2` reads every variant, at half the speed.
  const { default: argon2 } = await import("argon2");
  // A string that only looks like a hash is nobody's password.
  return argon2.verify(stored, password).catch(() => verifyNobody(password));
}

/** The real hasher: argon2id behind a queue that holds no more than four seconds of work. */
export function createPasswords({ concurrency }: PasswordsOptions): Passwords {
  const queue = new PQueue({ concurrency });
  let hashMs = ESTIMATE_MS;

  function refuseWhenFull(): void {
    const waitMs = ((queue.size + queue.pending) * hashMs) / concurrency;
    if (waitMs <= QUEUE_SECONDS * 1000) return;
    throw new AuthError("E130429", "Too many sign-ins at once. Try again in a few seconds", { retryAfterSeconds: QUEUE_SECONDS });
  }

  async function queued<T>(work: () => Promise<T>): Promise<T> {
    refuseWhenFull();
    const task = async () => {
      const start = performance.now();
      const result = await work();
      hashMs += (performance.now() - start - hashMs) / 16;
      return result;
    };
    return (await queue.add(task)) as T;
  }

  return {
    hash: (password) => queued(() => hash(password, PARAMETERS)),
    verify: (stored, password) =>
      queued(() => {
        if (stored === null) return verifyNobody(password);
        return stored.startsWith(OURS) ? verify(stored, password) : verifyForeign(stored, password);
      }),
    needsRehash: (stored) => !stored.startsWith(OURS),
    refuseWhenFull,
  };
}

import { setTimeout as delay } from "node:timers/promises";
import { isLocked, StorageUnavailableError } from "./errors";

/** Gives the lock back; further calls do nothing. */
export type Release = () => void;

/** Lets one writer of this process through at a time, in the order of their arrival. */
export class WriteLock {
  #held = false;
  readonly #waiting = new Set<() => void>();

  /**
   * Waits for the lock until the deadline.
   * @param deadline in milliseconds of performance.now()
   * @throws StorageUnavailableError when the deadline passes first
   */
  async acquire(deadline: number): Promise<Release> {
    if (this.#held) await this.#wait(deadline);
    this.#held = true;
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#passOn();
    };
  }

  #wait(deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        this.#waiting.delete(enter);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new StorageUnavailableError("locked", "Other writes of this process took too long"));
      }, deadline - performance.now());
      this.#waiting.add(enter);
    });
  }

  /** The lock stays held while it changes hands, so that a newcomer cannot overtake. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next) next();
    else this.#held = false;
  }
}

/**
 * Runs the statement again while another process has the lock, until the deadline. SQLite's own busy timeout would wait too, but it blocks the
 * whole process meanwhile.
 * @param deadline in milliseconds of performance.now()
 * @throws whatever the statement throws, the driver's lock error included once the deadline has passed
 */
export async function retryWhileLocked<T>(statement: () => T | Promise<T>, deadline: number): Promise<T> {
  for (let pause = 1; ; pause = Math.min(pause * 2, 25)) {
    try {
      return await statement();
    } catch (error) {
      if (!isLocked(error) || performance.now() + pause > deadline) throw error;
      await delay(pause);
    }
  }
}

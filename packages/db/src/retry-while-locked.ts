import { setTimeout as delay } from "node:timers/promises";
import { isLocked } from "./errors";

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

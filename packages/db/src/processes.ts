import type { AllowanceCounter } from "./allowances";
import { isPostgresUrl } from "./locate";
import type { ProcessLink } from "./process-link";

/** What links this process to others on the same database; null on SQLite, which is one process's. Does not wait for the connection. */
export async function linkProcesses(url: string): Promise<ProcessLink | null> {
  if (!isPostgresUrl(url)) return null;
  const { openPostgresLink } = await import("./postgres-link");
  return openPostgresLink(url);
}

/** Where processes count allowances if not in their database: a Redis, by its URL. Does not wait for the connection. */
export async function openAllowanceCounter(url: string): Promise<AllowanceCounter> {
  const { openRedisCounter } = await import("./redis-counter");
  return openRedisCounter(url);
}

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";
import type { Clock } from "./clock-and-random";

/** Slows one client address down. The account budgets in the database are what guards accounts. */
export interface Limiter {
  /** Takes one call from the key's allowance, so many in a minute or more; answers 0, or the whole seconds until the next one is allowed. */
  take(key: string, calls: number, minutes?: number): number | Promise<number>;
  /** What `take` would answer, taking nothing. */
  peek(key: string, calls: number, minutes?: number): number | Promise<number>;
}

/** One that asks nobody, and answers at once. */
export interface LocalLimiter extends Limiter {
  take(key: string, calls: number, minutes?: number): number;
  peek(key: string, calls: number, minutes?: number): number;
}

interface Bucket {
  tokens: number;
  at: number;
}

// Addresses are the caller's to choose (IPv6, botnets): the oldest are forgotten, memory stays bounded.
const KEYS_MAX = 100_000;

/** What an address is counted by: itself, and for IPv6 its /64, since a single subscriber holds at least that many addresses. */
export function addressKey(address: string): string {
  if (isIP(address) !== 6) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toRFC5952String()}/64`;
}

/** As many as are remembered, those that came last. */
export function rememberLast<Value extends object>(): LRUCache<string, Value> {
  // Not `max`, which takes the memory for all keys at once.
  return new LRUCache<string, Value>({ maxSize: KEYS_MAX, sizeCalculation: () => 1 });
}

/** Whole seconds until there is a call to take, of so many in so many minutes; 0 while there is one. */
export function secondsToNext(tokens: number, calls: number, minutes: number): number {
  return tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - tokens) * minutes * 60) / calls));
}

/** A token bucket a key: all of its allowance at once, refilled evenly. In the memory of this process, which counts alone. */
export function createLimiter(clock: Clock): LocalLimiter {
  const buckets = rememberLast<Bucket>();

  function refilled(key: string, calls: number, minutes: number): Bucket {
    const now = clock.now().getTime();
    const bucket = buckets.get(key) ?? { tokens: calls, at: now };
    // A clock that steps back earns nothing and costs nothing.
    const earned = (Math.max(0, now - bucket.at) * calls) / (minutes * 60_000);
    return { tokens: Math.min(calls, bucket.tokens + earned), at: now };
  }

  return {
    take(key, calls, minutes = 1) {
      const bucket = refilled(key, calls, minutes);
      const wait = secondsToNext(bucket.tokens, calls, minutes);
      buckets.set(key, wait === 0 ? { ...bucket, tokens: bucket.tokens - 1 } : bucket);
      return wait;
    },
    peek: (key, calls, minutes = 1) => secondsToNext(refilled(key, calls, minutes).tokens, calls, minutes),
  };
}

/** The limiter of ADDRESS_LIMITS=off. */
export const unlimited: LocalLimiter = { take: () => 0, peek: () => 0 };

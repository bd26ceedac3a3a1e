import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { LRUCache } from "lru-cache";
import type { Clock } from "./deps";

/** Slows one client address down, per process and in memory: the account budgets in the database are what guards accounts. */
export interface Limiter {
  /** Takes one call from the key's allowance; answers 0, or the whole seconds until the next one is allowed. */
  take(key: string, callsPerMinute: number): number;
  /** What `take` would answer, taking nothing. */
  peek(key: string, callsPerMinute: number): number;
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

/** A token bucket a key: a minute's allowance at once, refilled evenly. */
export function createLimiter(clock: Clock): Limiter {
  // Not `max`, which takes the memory for all keys at once.
  const buckets = new LRUCache<string, Bucket>({ maxSize: KEYS_MAX, sizeCalculation: () => 1 });

  function refilled(key: string, callsPerMinute: number): Bucket {
    const now = clock.now().getTime();
    const bucket = buckets.get(key) ?? { tokens: callsPerMinute, at: now };
    // A clock that steps back earns nothing and costs nothing.
    const earned = (Math.max(0, now - bucket.at) * callsPerMinute) / 60_000;
    return { tokens: Math.min(callsPerMinute, bucket.tokens + earned), at: now };
  }

  function secondsToNext({ tokens }: Bucket, callsPerMinute: number): number {
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / callsPerMinute));
  }

  return {
    take(key, callsPerMinute) {
      const bucket = refilled(key, callsPerMinute);
      const wait = secondsToNext(bucket, callsPerMinute);
      buckets.set(key, wait === 0 ? { ...bucket, tokens: bucket.tokens - 1 } : bucket);
      return wait;
    },
    peek: (key, callsPerMinute) => secondsToNext(refilled(key, callsPerMinute), callsPerMinute),
  };
}

/** The limiter of ADDRESS_LIMITS=off. */
export const unlimited: Limiter = { take: () => 0, peek: () => 0 };

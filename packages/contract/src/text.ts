import { z } from "zod";

/** Longest body of an operation, in bytes: no text in one is longer. For what is refused by a rule of its own beyond its real limit. */
export const BODY_TEXT_MAX = 64 * 1024;

/**
 * What a person types who may see it again when a form comes back. Whatever is not registered here is not written down: passwords, codes and
 * tokens least of all (U13).
 */
export const shownAgain = z.registry<Record<never, never>>();

/**
 * Text of at most so many characters. They are counted before anything else is done with it: some of what looks harmless, NFC above all,
 * takes time that grows with the square of the length.
 */
export function text(lengthMax: number): z.ZodString {
  return z.string().max(lengthMax, { error: `must be at most ${lengthMax} characters`, abort: true });
}

interface MapLimits {
  entriesMax: number;
  keyMax: number;
  /** Of each value, as JSON where it is no text. */
  valueMax: number;
  /** Of all of it as JSON in UTF-8, which is how tokens and tables hold it. */
  bytesMax: number;
}

function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

// JSON.stringify overflows its stack on deep nesting.
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1));
}

function isWithin(map: Record<string, unknown>, { entriesMax, keyMax, valueMax, bytesMax }: MapLimits): boolean {
  const entries = Object.entries(map);
  return (
    entries.length <= entriesMax &&
    entries.every(([key, value]) => key.length <= keyMax && !isDeeperThan(value, 8)) &&
    byteLength(JSON.stringify(map)) <= bytesMax &&
    entries.every(([, value]) => ((typeof value === "string" ? value : JSON.stringify(value))?.length ?? 0) <= valueMax)
  );
}

/** Any JSON value whose length as such is limited, and so is its depth. */
export function boundedValue(lengthMax: number) {
  const limits = { entriesMax: 1, keyMax: 1, valueMax: lengthMax, bytesMax: 4 * lengthMax + 8 };
  return z.unknown().refine((value) => isWithin({ v: value }, limits), `may hold ${lengthMax} characters`);
}

/** Values by name, whose number and lengths are limited, each and all together. */
export function boundedMap<Value extends z.ZodType>(value: Value, limits: MapLimits) {
  const { entriesMax, keyMax, valueMax, bytesMax } = limits;
  return z
    .record(z.string(), value)
    .refine(
      (map) => isWithin(map, limits),
      `may hold ${entriesMax} entries, keys up to ${keyMax} and values up to ${valueMax} characters, ${bytesMax} bytes together`,
    );
}

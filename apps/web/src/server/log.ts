import type { Log } from "@repo/api/log";
import { type DestinationStream, pino, stdSerializers } from "pino";

/** Characters of one text, and of a line: a stack fits, and whoever sends 60 kB does not fill the disk with them. */
const TEXT_MAX = 2000;
const LINE_MAX = 6000;
const DEPTH_MAX = 6;

/** How many characters of a line are left. */
interface Space {
  left: number;
}

function boundText(text: string, space: Space): string {
  const kept = text.slice(0, Math.max(0, Math.min(TEXT_MAX, space.left)));
  // As it is written: what is escaped takes up to six characters for one.
  space.left -= JSON.stringify(kept).length;
  return kept.length < text.length ? `${kept}…` : kept;
}

function bound(value: unknown, space: Space, depth = 0): unknown {
  if (typeof value === "string") return boundText(value, space);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (value instanceof Error) return bound(stdSerializers.err(value), space, depth);
  if (depth === DEPTH_MAX) return "…";
  const kept: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    if (space.left <= 0) break;
    kept.push([boundText(name, space), bound(Reflect.get(value, name), space, depth + 1)]);
  }
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept);
}

/** The server's log: a line of JSON each, none longer than a screen or two whatever is in its fields. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const formatters = { log: (fields: object) => bound(fields, { left: LINE_MAX }) as Record<string, unknown> };
  return pino({ level, formatters, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

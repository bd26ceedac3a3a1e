import type { Log } from "@repo/api/log";
import { type DestinationStream, pino, stdSerializers } from "pino";

/** Characters of one text, and of a line: a stack fits, and whoever sends 60 kB does not fill the disk with them. */
const TEXT_MAX = 2000;
const LINE_MAX = 6000;
const DEPTH_MAX = 6;

interface Room {
  left: number;
}

function boundText(text: string, room: Room): string {
  const kept = text.slice(0, Math.max(0, Math.min(TEXT_MAX, room.left)));
  // As it is written: what is escaped takes up to six characters for one.
  room.left -= JSON.stringify(kept).length;
  return kept.length < text.length ? `${kept}…` : kept;
}

function bound(value: unknown, room: Room, depth = 0): unknown {
  if (typeof value === "string") return boundText(value, room);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (value instanceof Error) return bound(stdSerializers.err(value), room, depth);
  if (depth === DEPTH_MAX) return "…";
  const kept: [string, unknown][] = [];
  for (const name of Object.keys(value)) {
    if (room.left <= 0) break;
    kept.push([boundText(name, room), bound(Reflect.get(value, name), room, depth + 1)]);
  }
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept);
}

/** The server's log: a line of JSON each, none longer than a screen or two whatever is in its fields. */
export function createLog(level: string, destination?: DestinationStream): Log {
  const formatters = { log: (fields: object) => bound(fields, { left: LINE_MAX }) as Record<string, unknown> };
  return pino({ level, formatters, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

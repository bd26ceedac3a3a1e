import { APP_NAME } from "#brand/name";
import { bind } from "./bind";
import { fill } from "./fill";
import type { Words } from "./languages";
import type { Message } from "./message";

function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "parts" in value;
}

/**
 * The words, with whom to ask for help in every phrase that has a place for that (`{operators}`).
 * @param contact where those are reached, as text: `LinkedText` makes a link of it. Empty for nowhere that is known
 */
export function nameOperators(words: Words, contact: string): Words {
  const { people, reached } = words.operators;
  const operators = contact === "" ? fill(people, { app: APP_NAME }) : fill(reached, { app: APP_NAME, contact });
  const name = (value: unknown): unknown => {
    if (isMessage(value)) return bind(value, { operators });
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(name);
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, name(child)]));
  };
  return name(words) as Words;
}

import type { Message } from "./message";

/** A message with some of its values in it, for whoever fills in the others. Values within plurals stay as they are. */
export function bind({ locale, parts }: Message, values: Readonly<Record<string, string | number>>): Message {
  return {
    locale,
    parts: [parts].flat().map((part) => {
      const name = Array.isArray(part) && part.length === 1 ? part[0] : undefined;
      return name !== undefined && name in values ? String(values[name]) : part;
    }),
  };
}

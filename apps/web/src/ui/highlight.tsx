import type { ReactNode } from "react";
import { Key, Note, Str } from "./code";

const STRINGS = [String.raw`"(?:\\.|[^"\\\n])*"`, String.raw`'(?:\\.|[^'\\\n])*'`, "`(?:\\\\.|[^`\\\\])*`"].join("|");
const SLASHES = String.raw`\/\/.*|\/\*[\s\S]*?\*\/`;
const HASHES = String.raw`(?:^|(?<=\s))#.*`;

const SCRIPT =
  "async|await|case|class|const|else|export|extends|false|for|from|function|if|import|interface|let|new|null|of|return|satisfies|switch|throw|true|type|typeof|undefined";

/** What is a comment and what is a keyword, by the language that a code block names. Strings are alike in all of them. */
const LANGUAGES: Readonly<Record<string, { name: string; note: string; key: string }>> = {
  ts: { name: "TypeScript", note: SLASHES, key: SCRIPT },
  css: { name: "CSS", note: String.raw`\/\*[\s\S]*?\*\/`, key: "" },
  prisma: { name: "Prisma", note: SLASHES, key: "model|datasource|generator|provider" },
  sh: { name: "Shell", note: HASHES, key: "" },
  sql: { name: "SQL", note: "--.*", key: "SELECT|FROM|WHERE|AS" },
  nginx: { name: "nginx", note: HASHES, key: "server|location|listen" },
  json: { name: "JSON", note: "", key: "true|false|null" },
};

/** What a language that code in the guides names is called; undefined for one that is shown as it is. */
export function nameLanguage(language: string): string | undefined {
  return LANGUAGES[language]?.name;
}

function patternOf({ note, key }: { note: string; key: string }): RegExp {
  const parts = [note && `(?<note>${note})`, `(?<text>${STRINGS})`, key && `(?<key>(?<![\\w-])(?:${key})(?![\\w-]))`];
  return new RegExp(parts.filter(Boolean).join("|"), "gm");
}

/** Code with its strings, keywords and comments told apart. No parser: what a regular expression can tell is enough to read by. */
export function highlight(code: string, language: string): ReactNode {
  const rules = LANGUAGES[language];
  if (!rules) return code;
  const nodes: ReactNode[] = [];
  let end = 0;
  for (const match of code.matchAll(patternOf(rules))) {
    const Look = match.groups?.note === undefined ? (match.groups?.key === undefined ? Str : Key) : Note;
    nodes.push(code.slice(end, match.index), <Look key={match.index}>{match[0]}</Look>);
    end = match.index + match[0].length;
  }
  return [...nodes, code.slice(end)];
}

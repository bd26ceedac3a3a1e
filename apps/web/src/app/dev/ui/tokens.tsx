import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@repo/db/locate";

interface Tokens {
  /** The names of one group, in their order. */
  named(group: string): string[];
  /** What answers to the theme, as written. */
  themed: string;
}

/** The tokens as ui/tokens.css has them now: an edit shows on reload. */
export async function readTokens(): Promise<Tokens> {
  const css = await readFile(join(repositoryRoot(), "apps", "web", "src", "ui", "tokens.css"), "utf8");
  const tokens = new Map([...css.matchAll(/^ {2}--([a-z0-9-]+):([^;]+);/gm)].map(([, name = "", value = ""]) => [name, value] as const));
  return {
    named: (group) => [...tokens.keys()].filter((name) => name.startsWith(`${group}-`) && !name.includes("--")),
    themed: [...tokens].flatMap(([name, value]) => (/^(color|shadow)-/.test(name) ? [`--${name}:${value};`] : [])).join("\n"),
  };
}

/**
 * For older browsers the build settles light-dark() where a token is stated, which is the whole page. Stated once more within each theme,
 * tokens answer to that theme.
 */
export function ThemedTokens({ themed }: Pick<Tokens, "themed">) {
  return <style>{`@media not (forced-colors: active) { .scheme-light, .scheme-dark { ${themed} } }`}</style>;
}

const NOTE = "font-mono text-[0.75rem] text-ink-soft wrap-anywhere";

export function Colours({ names }: { names: readonly string[] }) {
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-3">
      {names.map((name) => (
        <li key={name} className={NOTE}>
          <span
            className="mbe-1 block block-10 rounded-md border border-line forced-color-adjust-none"
            style={{ background: `var(--${name})` }}
          />
          {name.replace("color-", "")}
        </li>
      ))}
    </ul>
  );
}

export function TypeScale({ names }: { names: readonly string[] }) {
  return (
    <ul className="grid grid-cols-1 gap-2.5">
      {names.map((name) => (
        <li key={name} className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span style={{ fontSize: `var(--${name})`, lineHeight: `var(--${name}--line-height)` }}>A lantern at the gate</span>
          <span className={NOTE}>{name}</span>
        </li>
      ))}
    </ul>
  );
}

export function Weights({ names }: { names: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
      {names.map((name) => (
        <li key={name}>
          <span style={{ fontWeight: `var(--${name})` }}>Geist 048217</span>{" "}
          <span className={NOTE}>{name.replace("font-weight-", "")}</span>
        </li>
      ))}
      <li className="font-mono">
        Geist Mono 048217 <span className={NOTE}>font-mono</span>
      </li>
    </ul>
  );
}

/** Boxes that differ in one property. */
export function Shapes({ names, property }: { names: readonly string[]; property: "borderRadius" | "boxShadow" }) {
  return (
    <ul className="flex flex-wrap gap-4">
      {names.map((name) => (
        <li key={name} className={NOTE}>
          <span className="mbe-1 block block-12 inline-20 border border-line bg-raised" style={{ [property]: `var(--${name})` }} />
          {name}
        </li>
      ))}
    </ul>
  );
}

/** Bars as long as a token says; the longest end at the edge. */
export function Lengths({ names }: { names: readonly string[] }) {
  return (
    <ul className="grid grid-cols-1 gap-2">
      {names.map((name) => (
        <li key={name} className={NOTE}>
          <span className="block block-2 max-inline-full rounded-sm bg-accent" style={{ inlineSize: `var(--${name})` }} />
          {name}
        </li>
      ))}
    </ul>
  );
}

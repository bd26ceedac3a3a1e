import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { PARTS, type Part, UNTESTED } from "./security-lines";
import { JUDGED, UX_PARTS, UX_UNTESTED } from "./ux-lines";

const ROOT = join(import.meta.dirname, "../../..");
/** A page of every title would be read by nobody; searching for the ID finds the others. */
const SHOWN_MAX = 3;

/** Files with tests, and those with cases, which are tests by name. */
function listTestFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return /^(node_modules|generated|results|\.next.*)$/.test(entry.name) ? [] : listTestFiles(path);
      return /\.(test\.tsx?|test\.mjs|cases\.ts|spec\.ts)$/.test(entry.name) ? [path] : [];
    });
}

const ID = String.raw`(?:[PCFERSHU]\d{1,3}|\d\.\d{1,2})`;
const IDS = `${ID}(?:(?:, | )${ID})*`;
/** A string that begins with one ID or several, separated by commas, and a colon. */
const TITLE = new RegExp(String.raw`(["'${"`"}])(${IDS}): ((?:\\.|(?!\1)[^\\])+)\1`, "g");
/** The line that opens a suite, or the cases of an operation. */
const SUITE = /^\s*(?:describe[^"'`]*|\]\)\(|\[?)(["'`])((?:\\.|(?!\1)[^\\])+)\1(?:, |\]?: \[)/;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** What the tests around a line are about; "" for nothing in particular. The formatter sees to it that what encloses a line stands further left. */
function suiteOf(lines: readonly string[], index: number): string {
  let indent = indentOf(lines[index] ?? "");
  for (const line of lines.slice(0, index).reverse()) {
    if (line.trim() === "" || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    const [, , suite] = SUITE.exec(line) ?? [];
    if (suite !== undefined) return suite.replace(new RegExp(`^${IDS}(: |$)`), "");
  }
  return "";
}

/** A title as it is read: without escapes, and without the names of what is filled in. */
function plain(title: string): string {
  return title.replaceAll(/\\(.)/g, "$1").replaceAll(/\$\{[^}]*\}|%[sijd]/g, "…");
}

/** Text that Markdown takes for nothing else. */
function literal(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|~#]/g, String.raw`\$&`);
}

/** The tests of each line, ready to be shown, in the order of their files. */
function readTests(): Map<string, Set<string>> {
  const tests = new Map<string, Set<string>>();
  for (const path of ["apps", "e2e", "packages", "prisma"].flatMap((folder) => listTestFiles(join(ROOT, folder)))) {
    const lines = readFileSync(path, "utf8").split("\n");
    for (const [index, line] of lines.entries()) {
      for (const [, , ids = "", title = ""] of line.matchAll(TITLE)) {
        const words = [suiteOf(lines, index), title].filter((part) => part !== "").map(plain);
        const shown = `${literal(words.join(": "))} (\`${relative(ROOT, path)}\`)`;
        for (const id of ids.split(/, | /)) tests.set(id, new Set([...(tests.get(id) ?? []), shown]));
      }
    }
  }
  return tests;
}

const tests = readTests();

interface Checklist {
  /** Of the page in docs. */
  file: string;
  title: string;
  lede: string;
  /** An ID, as an example of what to search for. */
  example: string;
  parts: readonly Part[];
  /** Why a line has no test. */
  reasons: Readonly<Record<string, string | undefined>>;
}

const CHECKLISTS: readonly Checklist[] = [
  {
    file: "security.md",
    title: "Security",
    lede: "What is promised about security and reliability, line by line, and the tests that show it.",
    example: "C3",
    parts: PARTS,
    reasons: UNTESTED,
  },
  {
    file: "ux.md",
    title: "Use",
    lede: "What is promised to whoever uses the pages, line by line, and the tests that show it.",
    example: "U18",
    parts: UX_PARTS,
    reasons: UX_UNTESTED,
  },
];

const linesOf = ({ parts }: Checklist) => parts.flatMap(({ lines }) => Object.keys(lines));

function showTests(id: string, { reasons }: Checklist): string {
  const all = [...(tests.get(id) ?? [])];
  if (all.length === 0) return `No test. ${reasons[id]}`;
  const shown = [...all.slice(0, SHOWN_MAX), ...(all.length > SHOWN_MAX ? ["and more"] : [])].join("; ");
  const judged = JUDGED[id];
  return judged ? `${shown}. Seen in \`pictures/${judged.picture}.webp\`: ${judged.verdict}` : shown;
}

function writePage(checklist: Checklist): string {
  const { title: pageTitle, lede, example } = checklist;
  const parts = checklist.parts.map(({ title, lines }) => {
    const rows = Object.entries(lines).map(([id, holds]) => `| ${id} | ${holds} | ${showTests(id, checklist)} |`);
    return `## ${title}\n\n| ID | What holds | Shown by |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  });
  return `# ${pageTitle}

${lede}

A test whose title begins with an ID and a colon shows that line, and asserts its figure; \`git grep -nE '\\b${example}\\b.*:' packages apps e2e\` finds every test of line ${example}. This page is made from those titles. \`pnpm test:unit coverage --update\` writes it again; a test fails when it is out of date, and when a line has neither a test nor a reason for having none.

${parts.join("\n")}`;
}

describe.each(CHECKLISTS)("docs/$file", (checklist) => {
  const lines = linesOf(checklist);

  it("is what the titles of the tests say (refresh with `pnpm test:unit coverage --update`)", async () => {
    await expect(writePage(checklist)).toMatchFileSnapshot(`../docs/${checklist.file}`);
  });

  it("has a test for every line or a reason for having none, and never both", () => {
    const withTest = lines.filter((id) => tests.has(id));
    const withReason = lines.filter((id) => checklist.reasons[id] !== undefined);

    expect({ neither: lines.filter((id) => !withTest.includes(id) && !withReason.includes(id)) }).toEqual({ neither: [] });
    expect({ both: withTest.filter((id) => withReason.includes(id)) }).toEqual({ both: [] });
  });
});

it("every judgement is about a line, and a picture that is there", () => {
  const ids = UX_PARTS.flatMap(({ lines }) => Object.keys(lines));
  const pictures = Object.values(JUDGED).map(({ picture }) => `apps/web/docs/pictures/${picture}.webp`);

  expect(Object.keys(JUDGED).filter((id) => !ids.includes(id))).toEqual([]);
  expect(pictures.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it("no title names a line that does not exist", () => {
  const known = CHECKLISTS.flatMap(linesOf);

  expect([...tests.keys()].filter((id) => !known.includes(id))).toEqual([]);
  expect(new Set(known).size).toBe(known.length);
});

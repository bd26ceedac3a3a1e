import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");

interface Import {
  /** The importing file, from the root of the repository. */
  file: string;
  /** As it is written; a path of this repository, where it is relative, from its root. */
  from: string;
  typeOnly: boolean;
}

function listSources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^(node_modules|generated|results|\.next.*)$/.test(entry.name) ? [] : listSources(path);
    return /\.(tsx?|mjs|cjs)$/.test(entry.name) ? [path] : [];
  });
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)/gm;

function readImports(folder: string): Import[] {
  return listSources(folder).flatMap((file) =>
    [...readFileSync(join(ROOT, file), "utf8").matchAll(STATEMENT)].map(([, type, named, dynamic]) => {
      const written = named ?? dynamic ?? "";
      const from = written.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), written)) : written;
      return { file, from, typeOnly: type !== undefined };
    }),
  );
}

const isTest = ({ file }: Import) => /\.test\.tsx?$|\.cases\.ts$|[\\/](testing|conformance|hostile|sdk|fixtures)[\\/]/.test(file);

/** What a folder may import of ours besides itself, always, as types alone, and in its tests. */
interface Rule {
  always?: readonly RegExp[];
  types?: readonly RegExp[];
  tests?: readonly RegExp[];
  /** Packages of others that have no business there. */
  never?: readonly RegExp[];
}

const PAGES = /^(next|react|react-dom)(\/|$)/;

const RULES: Record<string, Rule> = {
  "packages/contract": { never: [PAGES, /^@trpc\//] },
  "packages/db": { tests: [/^prisma\/[\w-]+\.mjs$/], never: [PAGES, /^@trpc\//] },
  "packages/emails": { never: [/^next(\/|$)/, /^@trpc\//] },
  "packages/auth": {
    always: [/^@repo\/contract\//],
    types: [/^@repo\/(db|emails)\//],
    tests: [/^@repo\/db\/(store|client|processes|testing\/)/],
    never: [PAGES, /^@trpc\//],
  },
  "packages/app": {
    always: [/^@repo\/contract\//, /^@repo\/auth\/ids$/],
    types: [/^@repo\/db\/client$/, /^@repo\/auth\/(caller|deps)$/],
    tests: [/^@repo\/auth\/testing\//],
    never: [PAGES, /^@trpc\//],
  },
  "packages/api": {
    always: [/^@repo\/(contract|auth|app)\//],
    tests: [/^@repo\/db\//, /^prisma\/[\w-]+-tables\.mjs$/],
    never: [PAGES],
  },
  "apps/web": { always: [/^@repo\/(contract|auth|app|api|db|emails)\//] },
  prisma: { always: [/^packages\/db\/src\/[\w-]+\.mjs$/] },
  e2e: { always: [/^apps\/web\/src\/brand\/name$/, /^packages\/db\/src\/testing\/(postgres|programs)\.mjs$/] },
};

const isOurs = (folder: string, { from }: Import) =>
  from.startsWith("@repo/") || (/^(apps|packages|prisma|e2e)\//.test(from) && !from.startsWith(`${folder}/`));

function isAllowed(folder: string, { always = [], types = [], tests = [], never = [] }: Rule, one: Import): boolean {
  const { from, typeOnly } = one;
  if (never.some((pattern) => pattern.test(from))) return false;
  if (!isOurs(folder, one)) return true;
  const allowed = [...always, ...(typeOnly ? types : []), ...(isTest(one) ? tests : [])];
  return allowed.some((pattern) => pattern.test(from));
}

describe("who may import whom", () => {
  it("is said of every package", () => {
    const folders = readdirSync(join(ROOT, "packages"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const packages = folders.map(({ name }) => `packages/${name}`);

    expect(
      Object.keys(RULES)
        .filter((folder) => folder.startsWith("packages/"))
        .sort(),
    ).toEqual(packages.sort());
  });

  it.each(Object.entries(RULES))("is kept to in %s", (folder, rule) => {
    const imports = readImports(folder);

    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((one) => !isAllowed(folder, rule, one))).toEqual([]);
  });

  it("is held to what an import statement can look like", () => {
    const [value, type, side, dynamic, spread] = [
      'import { a } from "@repo/db/store";',
      'import type { A } from "@repo/db/store";',
      'import "@repo/db/store";',
      '  const { a } = await import("@repo/db/store");',
      'export {\n  a,\n  type B,\n} from "@repo/db/store";',
    ].map((text) => [...text.matchAll(STATEMENT)].map(([, typed, named, asked]) => [named ?? asked, typed !== undefined]));

    expect([value, type, side, dynamic, spread]).toEqual([
      [["@repo/db/store", false]],
      [["@repo/db/store", true]],
      [["@repo/db/store", false]],
      [["@repo/db/store", false]],
      [["@repo/db/store", false]],
    ]);
  });
});

it("no import of apps/web/src climbs three folders: the alias `#folder/file` is for that", () => {
  const climbing = listSources("apps/web/src").filter((file) => readFileSync(join(ROOT, file), "utf8").includes("../".repeat(3)));

  expect(climbing).toEqual([]);
});

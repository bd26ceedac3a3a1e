import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { VARIABLES } from "../src/server/env";

function read(name: string): string {
  return readFileSync(join(import.meta.dirname, "../../..", name), "utf8");
}

it("README's Configuration lists every variable as it is", () => {
  const [, section = ""] = /^## Configuration$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(read("README.md")) ?? [];

  const rows = section.split("\n").filter((line) => line.startsWith("| `"));

  expect(rows).toEqual(VARIABLES.map(({ name, fallback, description }) => `| \`${name}\` | ${fallback} | ${description} |`));
});

it(".env.example lists every variable as it is", () => {
  const expected = VARIABLES.map(({ name, fallback, description }) => `# ${description}\n# Unset: ${fallback}\n# ${name}=\n`);

  expect(read(".env.example")).toBe(
    `# Copy to .env and uncomment what should differ. Nothing is needed for pnpm dev.\n\n${expected.join("\n")}`,
  );
});

it("C11: README says that email is not a strong factor", () => {
  expect(read("README.md")).toContain("Email is not a strong factor");
});

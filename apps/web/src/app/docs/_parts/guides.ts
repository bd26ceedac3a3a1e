import "server-only";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@repo/db/locate";
import { type Guide, parseGuide } from "./guide";

/** The order they are listed in; what is not named comes after, by name. */
const ORDER = [
  "build-your-own-feature",
  "add-an-operation",
  "add-a-method",
  "add-a-language",
  "change-the-brand",
  "what-to-delete",
  "deploy",
  "move-to-postgres",
  "scale",
  "replace-next-auth",
  "descope",
  "benchmarks",
];

const folder = () => join(repositoryRoot(), "apps", "web", "docs");

function placeOf(name: string): number {
  const place = ORDER.indexOf(name);
  return place === -1 ? ORDER.length : place;
}

/** Every guide, in the order of the side navigation. Read at each request: they are few and small, and edits show. */
export async function listGuides(): Promise<Guide[]> {
  const files = (await readdir(folder())).filter((file) => file.endsWith(".md")).sort();
  const guides = await Promise.all(files.map(async (file) => parseGuide(file.slice(0, -3), await readFile(join(folder(), file), "utf8"))));
  return guides.sort((one, other) => placeOf(one.name) - placeOf(other.name));
}

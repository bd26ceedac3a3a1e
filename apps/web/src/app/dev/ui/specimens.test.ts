import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const FOLDERS = ["ui", "forms", "words"] as const;
const SRC = join(import.meta.dirname, "../../..");

/** What is not on the page, and why. */
const NOT_SHOWN: Readonly<Record<string, string>> = {
  "account-name": "it is for password managers alone",
  crash: "it has an h1: a page of its own",
  "auth-card": "it is a whole page",
  "auth-card-heading": "it has an h1: a page of its own",
  "foot-links": "it reads the settings: it stands at the foot of every page",
  "language-form": "it is the form of the switch",
  "language-switch": "it reads the request: it stands at the foot of every page",
  "linked-text": "it is a text with a link like others",
  "done-alert": "it is the alert, where it is read out",
  "email-taken": "it is words for the form's alert",
  "mailbox-link": "it is a link like others",
  "post-form": "it is the form itself, which looks like nothing",
  "profile-inputs": "it is text fields like others, as the profile declares them",
  "refusal-alert": "it is the alert, and words for it",
  shell: "it is a whole page",
};

it("every component is on the page, or there is a reason", () => {
  const sources = readdirSync(import.meta.dirname, { encoding: "utf8" })
    .filter((file) => file.endsWith(".tsx"))
    .concat("../frame.tsx")
    .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
    .join("\n");
  // Components that others on the page bring along.
  const within = (name: string) => ["code", "icon", "submit"].includes(name);

  const components = FOLDERS.flatMap((folder) =>
    readdirSync(join(SRC, folder))
      .filter((file) => file.endsWith(".tsx") && !file.includes(".test."))
      .map((file) => ({ folder, name: file.replace(".tsx", "") })),
  );
  const missing = components
    .filter(({ folder, name }) => !sources.includes(`#${folder}/${name}"`) && !within(name) && !(name in NOT_SHOWN))
    .map(({ name }) => name);

  expect(missing).toEqual([]);
});

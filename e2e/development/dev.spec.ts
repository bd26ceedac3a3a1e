import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { lookInto } from "../reliability/test";
import { freePort } from "../support/free-port.mjs";
import { visit } from "../support/steps";
import { expect, type Person, test } from "../support/test";
import { expectUsableInBothThemes } from "../support/usable";

const web = join(import.meta.dirname, "../../apps/web");

/** Where Next.js keeps what it compiles here: beside the folder of a `pnpm dev` that may be running. */
const NEXT_FOLDER = ".next/tests";

/** The last thing that the banner shows. */
const COMMAND = /^curl [\s\S]*}'$/m;

interface Development {
  server: ChildProcess;
  /** Resolves with what it has said once it answers. */
  ready: Promise<string>;
}

/** `pnpm dev` as a newcomer runs it: no setting but a port and a database that are free. */
function startDevelopment(port: number, folder: string): Development {
  const { PATH, HOME } = process.env;
  const server = spawn(process.execPath, ["run.cjs", "dev"], {
    cwd: web,
    env: { PATH, HOME, NEXT_FOLDER, PORT: String(port), DATABASE_URL: `file:${folder}/gatehouse.db` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ready = new Promise<string>((resolve, reject) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.on("data", (chunk) => {
        said += chunk;
        if (COMMAND.test(said)) resolve(said);
      });
    }
    server.once("exit", () => reject(new Error(`pnpm dev ended:\n${said}`)));
  });
  return { server, ready };
}

async function end(server: ChildProcess, signal: "SIGINT" | "SIGKILL") {
  const ended = once(server, "exit");
  server.kill(signal);
  return ended;
}

/** Runs the command that the banner shows. */
function paste(banner: string): unknown {
  const [command = ""] = COMMAND.exec(banner) ?? [];
  return JSON.parse(execFileSync("sh", ["-c", command.replace("curl", "curl --silent")], { encoding: "utf8" }));
}

async function signUp(page: Page, person: Person) {
  await page.getByLabel(/^Name/).fill(person.name);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Confirm your email", { timeout: 60_000 });
}

test("U40: a newcomer starts development, pastes the command it prints, signs up on the page, looks at the components, and starts it again the next day", async ({
  page,
  newPerson,
}) => {
  const person = newPerson();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-development-"));
  rmSync(join(web, NEXT_FOLDER), { recursive: true, force: true });

  const first = startDevelopment(port, folder);
  try {
    expect(paste(await first.ready)).toMatchObject({
      sessionJwt: expect.stringMatching(/^eyJ/),
      user: { email: "ada@example.com" },
      firstSeen: true,
    });

    const loads: string[] = [];
    page.on("load", () => loads.push(new URL(page.url()).pathname));
    await visit(page, `http://localhost:${port}/sign-up/password`);
    await signUp(page, person);
    // Development loads a page again when what it is made of has changed; what was compiled beside it has not.
    expect(loads.filter((path) => path === "/sign-up/password")).toHaveLength(1);

    await page.goto(`http://localhost:${port}/dev/mail`);
    await page.getByRole("link", { name: "Components" }).click();
    // The script has come: what only a press leads to is shown.
    await expect(page.getByRole("button", { name: "Hide password" })).toHaveCount(2, { timeout: 30_000 });
    await expectUsableInBothThemes(page, "every component in its states, by day and by night");
  } finally {
    await end(first.server, "SIGKILL");
  }

  // What the first one has left behind, its lock too, is in nobody's way.
  const second = startDevelopment(port, folder);
  try {
    expect(await second.ready).toContain(`http://localhost:${port}`);
    // Not where `pnpm dev` keeps its own, which may be running: Next.js starts no second server on a folder that is locked.
    expect(existsSync(join(web, NEXT_FOLDER, "dev/lock"))).toBe(true);
    expect(lookInto(join(folder, "gatehouse.db"), `SELECT "email" FROM "User" ORDER BY "createdAt"`)).toEqual([
      { email: "ada@example.com" },
      { email: person.email },
    ]);
  } finally {
    expect(await end(second.server, "SIGINT")).toEqual([0, null]);
  }
  rmSync(folder, { recursive: true });
  rmSync(join(web, NEXT_FOLDER), { recursive: true });
});

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../free-port.mjs";
import { expect, test } from "../test";
import { expectUsable } from "../usable";

/** The last thing that the banner shows. */
const COMMAND = /^curl [\s\S]*}'$/m;

/** `pnpm dev` as a newcomer runs it: no setting but a port and a database that are free. */
function startDevelopment(port: number, folder: string): { server: ChildProcess; ready: Promise<string> } {
  const { PATH, HOME } = process.env;
  const server = spawn(process.execPath, ["run.cjs", "dev"], {
    cwd: join(import.meta.dirname, "../../apps/web"),
    env: { PATH, HOME, PORT: String(port), DATABASE_URL: `file:${folder}/gatehouse.db` },
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

test("U40: a newcomer starts development, pastes the command it prints, signs up on the page, and looks at the components", async ({
  page,
  newPerson,
}) => {
  const person = newPerson();
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-development-"));
  const { server, ready } = startDevelopment(port, folder);
  try {
    const banner = await ready;

    const [command = ""] = COMMAND.exec(banner) ?? [];
    const answer: unknown = JSON.parse(execFileSync("sh", ["-c", command.replace("curl", "curl --silent")], { encoding: "utf8" }));
    expect(answer).toMatchObject({ sessionJwt: expect.stringMatching(/^eyJ/), user: { email: "ada@example.com" }, firstSeen: true });

    await page.goto(`http://localhost:${port}/sign-up/password`);
    await page.getByLabel("Name").fill(person.name);
    await page.getByLabel("Email").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByRole("main")).toContainText(person.email, { timeout: 60_000 });

    await page.goto(`http://localhost:${port}/dev/mail`);
    await page.getByRole("link", { name: "Components" }).click();
    // The script has come: what only a press leads to is shown.
    await expect(page.getByRole("button", { name: "Hide password" })).toHaveCount(2, { timeout: 30_000 });
    await expectUsable(page, "every component in its states, by day and by night");
  } finally {
    server.kill("SIGINT");
  }
  expect(await once(server, "exit")).toEqual([0, null]);
  rmSync(folder, { recursive: true });
});

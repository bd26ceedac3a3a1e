import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, getPriority, networkInterfaces } from "node:os";
import { newCredentials } from "../support/client.mjs";
import { runProduction } from "../support/production.mjs";
import { expect, test } from "./test";

const good = {
  AUTH_SECRET: "opens-nothing-but-this-test-database",
  PROJECT_ID: "P3GatehouseJourneysProject01",
  SMTP_URL: "smtp://127.0.0.1:9",
};

const refusals = [
  {
    when: "nothing is set",
    // Empty rather than missing: a `.env` fills in what is missing.
    env: { AUTH_SECRET: "", PROJECT_ID: "", SMTP_URL: "" },
    lines: ["AUTH_SECRET: is required in production", "PROJECT_ID: is required in production", "SMTP_URL: is required in production"],
  },
  { when: "the secret is short", env: { ...good, AUTH_SECRET: "short" }, lines: ["AUTH_SECRET: must be at least 32 characters long"] },
  {
    when: "one of several secrets is weak",
    env: { ...good, AUTH_SECRET: `${good.AUTH_SECRET},${"0123".repeat(10)}` },
    lines: ["AUTH_SECRET: looks like a placeholder, not like a secret"],
  },
  {
    when: "the secret is a placeholder",
    env: { ...good, AUTH_SECRET: "change-me-change-me-change-me-change-me" },
    lines: ["AUTH_SECRET: looks like a placeholder, not like a secret"],
  },
  {
    when: "the mail server's password has a sign that ends the host",
    env: { ...good, SMTP_URL: "smtp://mailer:2525#x9@host:4602" },
    lines: ["SMTP_URL: must not contain #; in user name and password write # as %23, / as %2F, ? as %3F, @ as %40, : as %3A and % as %25"],
  },
  {
    when: "the management key is weak",
    env: { ...good, MANAGEMENT_KEY: "secret" },
    lines: ["MANAGEMENT_KEY: must be at least 32 characters long"],
  },
];

for (const { when, env, lines } of refusals) {
  test(`7.3, H9: production does not start when ${when}, and says so in a line for each`, async ({ database }) => {
    const { code, output } = await runProduction({ ...env, DATABASE_URL: `file:${database}` });

    expect(output.trimEnd().split("\n")).toEqual(lines);
    expect(code).toBe(1);
  });
}

test("H13: behind a proxy the server listens on its own machine alone, and says so; told otherwise, on what it is told", async ({
  start,
}) => {
  const outside = Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ family, internal }) => family === "IPv4" && !internal),
  );
  const reach = async (port: number) =>
    Promise.all(
      outside.map(({ address }) =>
        fetch(`http://${address}:${port}/health/live`).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );

  const closed = await start();
  expect(closed.output()).toContain(`Listening on port ${closed.port}, this machine alone`);
  expect(await reach(closed.port)).toEqual(outside.map(() => false));

  const open = await start({ env: { HOST: "0.0.0.0" } });
  expect(open.output()).toContain(`Listening on port ${open.port}, every interface`);
  expect(await reach(open.port)).toEqual(outside.map(() => true));
});

for (const path of ["/dev", "/dev/mail", "/dev/mail/1", "/dev/mail.json", "/dev/mail/previews", "/dev/ui"]) {
  test(`H10: production answers ${path} with 404`, async ({ request }) => {
    expect((await request.get(path)).status()).toBe(404);
  });
}

test("production without docs answers as where nothing is, and leads nobody there", async ({ start }) => {
  const { origin } = await start({ env: { DOCS: "off" } });
  const paths = ["/docs", "/docs/deploy", "/docs/reference", "/openapi.json"];

  const answers = await Promise.all(paths.map((path) => fetch(`${origin}${path}`)));

  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(await (await fetch(origin)).text()).not.toMatch(/href="\/(docs|openapi)/);
});

for (const server of ["own", "next"] as const) {
  test(`P34: every core hashes in a thread of lower priority, in production (${server})`, async ({ start, connect }) => {
    test.skip(process.platform !== "linux", "Threads have a priority of their own on Linux alone");
    const running = await start({ server });
    const people = Array.from({ length: 4 * availableParallelism() }, newCredentials);

    await Promise.all(people.map(({ loginId, password }) => connect(running).signUp(loginId, password)));

    expect(countNicer(running.pid)).toBe(availableParallelism());
    expect(running.output()).not.toContain("thread");
  });
}

/** How many threads of a process are nicer than this one (proc(5)). */
function countNicer(pid: number): number {
  const niceness = readdirSync(`/proc/${pid}/task`).map((id) => {
    const fields = readFileSync(`/proc/${pid}/task/${id}/stat`, "utf8").replace(/^.*\) /s, "");
    return Number(fields.split(" ")[16]);
  });
  return niceness.filter((nice) => nice > getPriority()).length;
}

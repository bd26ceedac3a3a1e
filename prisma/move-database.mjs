// Copies everything that the server has stored to another database, from SQLite to Postgres or back: `pnpm db:move TARGET_URL`. Everybody stays
// signed in, as sessions and keys go along. It may be stopped and run again, and run again later brings over what has changed.

import { databaseUrl, describeDatabase, fail, fileOf, isPostgresUrl, loadSettings } from "./command.mjs";
import { copyTables, RefusedError } from "./copy-tables.mjs";
import { createProgress, describeCopied, openSource, openTarget } from "./open-tables.mjs";

const USAGE = `Usage:
  pnpm db:move TARGET_URL   copies the database of DATABASE_URL to TARGET_URL, file:PATH or postgres://user:password@host:5432/database

The target is empty, or holds a copy that this command has made and no server has been started on since. A password may be left out of the URL
and given as PGPASSWORD: other users of this machine see what a command is called with.`;

loadSettings();
const [targetUrl, ...more] = process.argv.slice(2);
if (!targetUrl || targetUrl.startsWith("-") || more.length > 0) fail(USAGE);
if (isSame(databaseUrl(), targetUrl)) fail("The target is the database of DATABASE_URL itself.");
const begun = new Date();
const { progress, tell } = createProgress();

const source = await openSource(databaseUrl()).catch((error) => fail(error.message));
const target = await openTarget(targetUrl).catch((error) => fail(error.message));
process.once("SIGINT", () => {
  tell("Stopped. Run the command again to go on.");
  process.exit(130);
});
try {
  tell(`From ${describeDatabase(databaseUrl())} to ${describeDatabase(targetUrl)}.`);
  if (await source.isServed()) tell("A server is at work on the source: what it stores from now on is for the next run.");
  const { isNew, copied } = await copyTables(source, target, { progress, tell });
  const seconds = ((Date.now() - begun.getTime()) / 1000).toFixed(1);
  const rows = copied.reduce((sum, one) => sum + one.rows, 0).toLocaleString("en");
  tell(describeCopied(copied));
  tell(
    isNew
      ? `${rows} rows, the same in both by count and digest, in ${seconds} s. What was stored in the source after ${begun.toISOString()} is not among
them: the last run is one while no server writes. Then start the server with DATABASE_URL of the target, and the AUTH_SECRET it has had.`
      : `Nothing to do: both hold the same ${rows} rows.`,
  );
} catch (error) {
  if (error instanceof RefusedError) fail(error.message);
  fail(`${error.message}\nThe target is not whole, and no server starts on it. Run the command again to go on.`);
} finally {
  await target.close();
  await source.close();
}

/** @param {string} one @param {string} other */
function isSame(one, other) {
  return one === other || (!isPostgresUrl(one) && !isPostgresUrl(other) && fileOf(one) === fileOf(other));
}

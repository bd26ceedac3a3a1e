// @ts-check
// What a user, a session and a call take, and what that makes of a million users, of ten and of a hundred.
import { describeMachine, heading, table } from "./report.mjs";
import { measureCalls, measureSizes, readBudgets } from "./scale-model/measure.mjs";
import { tabulate, writePage } from "./scale-model/page.mjs";

/**
 * @param {object} options
 * @param {string} [options.postgres] URL of an empty database of Postgres on this machine; without it, only SQLite's sizes are measured
 * @param {number} options.users
 * @param {number} options.seconds for each call
 */
export async function measureScaleModel({ postgres, users, seconds }) {
  // Before it is busy with this.
  const machine = describeMachine();
  const budgets = readBudgets();
  const sizes = await measureSizes({ users, postgres });
  if (postgres === undefined) {
    heading(`Bytes of a row, with ${users.toLocaleString("en")} users in SQLite; --postgres URL of an empty database measures the rest`);
    table(
      ["part", "bytes"],
      Object.entries(sizes.sqlite).map(([part, bytes]) => [part, Math.round(bytes)]),
    );
    return;
  }
  const calls = await measureCalls({ postgres, users, seconds });
  for (const [name, { columns, rows }] of Object.entries(tabulate({ sizes, calls, budgets }))) {
    heading(name);
    table(columns, rows);
  }
  writePage({ sizes, calls, budgets, machine, users, seconds });
}

// @ts-check
// What many users take, computed from what was measured of few. Whatever was not measured is an assumption, and stands here.

/** Of people, and of how machines are used. Change them and run the model again. */
export const ASSUMPTIONS = {
  activeAMonth: { value: 0.4, text: "of all users sign in at least once a month" },
  passwordsAMonth: { value: 2, text: "sign-ins by password a month of each of those" },
  codesAMonth: { value: 1, text: "sign-ins by mailed code a month of each of those" },
  signUpsAMonth: { value: 0.02, text: "of the number of users sign up in a month" },
  activeADay: { value: 0.1, text: "of all users are there on one day" },
  refreshesADay: { value: 3, text: "new session tokens a day for each of those: half an hour of use, at ten minutes a token" },
  requestsADay: { value: 60, text: "requests a day of each of those to your product, which has to know who asks" },
  peak: { value: 4, text: "times the mean is what the busiest hour asks" },
  databaseBusy: { value: 0.5, text: "of its cores is what a database may use at the peak, so that it has time for the rest" },
  serverBusy: { value: 0.6, text: "of their cores is what servers may use at the peak" },
  roundTrip: { value: 80, text: "ms for a message to another continent and its answer" },
};

const SECONDS_A_DAY = 86_400;
const SECONDS_A_MONTH = 30 * SECONDS_A_DAY;
/** As packages/auth/src/housekeeping.ts and REFRESH_TTL have it: a month of sessions, 400 days of the audit trail. */
const SESSION_DAYS = 29;
const AUDIT_DAYS = 400;

/**
 * @typedef {{ statements: number, commits: number }} Budget
 * @typedef {{ database: number, server: number, log: number }} Cost processor milliseconds and bytes of write-ahead log, for a call
 * @typedef {{ user: number, session: number, event: number }} Bytes
 * @typedef {"password sign-up" | "password sign-in" | "email code sent" | "email code verified" | "refresh" | "me"} Operation
 */

/** Which operation of `packages/auth/src/statement-budgets.test.ts` each one is. @type {Record<Operation, string>} */
export const BUDGET_NAMES = {
  "password sign-up": "password sign-up",
  "password sign-in": "password sign-in",
  "email code sent": "e-mail code, sent to who is known",
  "email code verified": "e-mail code, right, of who is known",
  refresh: "refresh",
  me: "me",
};

/**
 * How often each operation is called in a second, in the mean.
 *
 * @param {number} users
 * @returns {Record<Operation, number>}
 */
function callsOf(users) {
  const { activeAMonth, passwordsAMonth, codesAMonth, signUpsAMonth, activeADay, refreshesADay, requestsADay } = ASSUMPTIONS;
  const active = (users * activeAMonth.value) / SECONDS_A_MONTH;
  const present = (users * activeADay.value) / SECONDS_A_DAY;
  return {
    "password sign-up": (users * signUpsAMonth.value) / SECONDS_A_MONTH,
    "password sign-in": active * passwordsAMonth.value,
    "email code sent": active * codesAMonth.value,
    "email code verified": active * codesAMonth.value,
    refresh: present * refreshesADay.value,
    me: present * requestsADay.value,
  };
}

/**
 * @param {number} users
 * @param {{ budgets: Record<Operation, Budget>, costs: Record<Operation, Cost>, bytes: Bytes }} measured
 */
export function computeLoad(users, { budgets, costs, bytes }) {
  const calls = callsOf(users);
  const operations = /** @type {Operation[]} */ (Object.keys(calls));
  /** @param {(operation: Operation) => number} weight @param {boolean} [atTheEdge] */
  const sum = (weight, atTheEdge = false) =>
    operations.filter((operation) => !atTheEdge || operation !== "me").reduce((total, one) => total + calls[one] * weight(one), 0);
  const { peak, databaseBusy, serverBusy } = ASSUMPTIONS;
  const signIns = calls["password sign-up"] + calls["password sign-in"] + calls["email code verified"];
  const sessions = signIns * SESSION_DAYS * SECONDS_A_DAY;
  const events = signIns * AUDIT_DAYS * SECONDS_A_DAY;
  /** @param {boolean} atTheEdge */
  const atPeak = (atTheEdge) => ({
    calls: peak.value * sum(() => 1, atTheEdge),
    statements: peak.value * sum((one) => budgets[one].statements, atTheEdge),
    commits: peak.value * sum((one) => budgets[one].commits, atTheEdge),
    databaseCores: (peak.value * sum((one) => costs[one].database / 1000, atTheEdge)) / databaseBusy.value,
    serverCores: (peak.value * sum((one) => costs[one].server / 1000, atTheEdge)) / serverBusy.value,
  });
  return {
    users,
    sessions,
    events,
    gigabytes: {
      users: (users * bytes.user) / 1e9,
      sessions: (sessions * bytes.session) / 1e9,
      events: (events * bytes.event) / 1e9,
    },
    logMegabytesASecond: sum((one) => costs[one].log) / 1e6,
    asking: atPeak(false),
    atTheEdge: atPeak(true),
  };
}

/**
 * Messages to the database and back, one after the other: at most, since some that write are one statement without BEGIN and COMMIT.
 *
 * @param {Budget} budget
 */
export const roundTrips = ({ statements, commits }) => statements + 2 * commits;

import { type CommandParser, createClient, defineScript } from "@redis/client";
import type { AllowanceAnswer, AllowanceCounter, AllowanceRequest } from "./allowances";
import { StorageUnavailableError } from "./errors";

const PREFIX = "gatehouse:limit:";

/** How long an answer may take: whoever waits for it has a request to answer, and decides alone after that. */
const LIMIT_MS = 2_000;
/** A connection is lost when nothing was read or written for so long: it is asked for a sign of life in time. */
const PING_MS = 500;
const SILENCE_MS = LIMIT_MS - PING_MS;
/** Milliseconds until a lost connection is opened again, doubled after each time it could not be. */
const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 2_000;
/** What is answered by one that has become another's replica: who counts now is behind the same name, for those who ask for it again. */
const DEMOTED = /\b(READONLY|MASTERDOWN)\b/;
/** How much longer than it has something to say a key is kept: the clock that counts may be another than the one that removes. */
const KEPT_MS = 10_000;

/**
 * The rules of COUNT in postgres-link.ts. A key goes once its allowance is whole, as if it had never been used. Numbers are told as text:
 * Redis makes whole ones of those that a script answers.
 */
const COUNT = `
  local at = tonumber(ARGV[1])
  if not at then
    local time = redis.call('TIME')
    at = time[1] + time[2] / 1000000
  end
  local exact = function(number) return string.format('%.17g', number) end
  local answers = {}
  for index, key in ipairs(KEYS) do
    local given = 4 * index - 2
    local calls, seconds = tonumber(ARGV[given]), tonumber(ARGV[given + 1])
    local spent, wanted = tonumber(ARGV[given + 2]), tonumber(ARGV[given + 3])
    local kept = redis.call('HMGET', key, 'tokens', 'at', 'perSecond')
    local left, granted = calls, 0
    if kept[1] then
      left = math.min(calls, tonumber(kept[1]) + math.max(0, at - tonumber(kept[2])) * tonumber(kept[3]))
    end
    if spent + wanted > 0 then
      left = math.max(-calls, left - spent)
      granted = math.min(wanted, math.max(0, math.floor(left)))
      left = left - granted
      redis.call('HSET', key, 'tokens', exact(left), 'at', exact(at), 'perSecond', exact(calls / seconds))
      redis.call('PEXPIRE', key, string.format('%d', math.ceil((calls - left) * seconds / calls * 1000) + ${KEPT_MS}))
    end
    answers[2 * index - 1], answers[2 * index] = exact(left), granted
  end
  return answers`;

const count = defineScript({
  SCRIPT: COUNT,
  parseCommand(parser: CommandParser, requests: readonly AllowanceRequest[], now: number | undefined) {
    parser.pushKeysLength(requests.map(({ key }) => PREFIX + key));
    parser.push(now === undefined ? "" : String(now / 1000));
    for (const { calls, seconds, spent, wanted } of requests) parser.push(...[calls, seconds, spent, wanted].map(String));
  },
  transformReply: undefined as unknown as () => (string | number)[],
});

/**
 * Counts in a Redis, or what speaks as it does. Does not wait for the connection.
 *
 * @param url `redis:`, `rediss:` or `unix:`
 */
export function openRedisCounter(url: string): AllowanceCounter {
  let isClosed = false;
  let trouble: unknown;
  let refusals = 0;
  let again: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url,
    // Neither the greeting nor the messages of the newer protocol are of use here.
    RESP: 2,
    scripts: { count },
    disableOfflineQueue: true,
    pingInterval: PING_MS,
    socket: {
      connectTimeout: LIMIT_MS,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(FIRST_WAIT_MS * 2 ** retries, LAST_WAIT_MS),
    },
  });
  client.on("error", (error) => {
    trouble = error;
  });
  client.on("ready", () => {
    // It may have been under way.
    if (isClosed) client.destroy();
  });
  const connect = () => void client.connect().catch(() => undefined);
  connect();

  function leave(): void {
    if (isClosed || !client.isOpen) return;
    client.destroy();
    again = setTimeout(connect, Math.min(FIRST_WAIT_MS * 2 ** refusals++, LAST_WAIT_MS)).unref();
  }

  return {
    async count(requests: readonly AllowanceRequest[], now) {
      if (!client.isReady) throw new StorageUnavailableError("broken", `There is no connection to Redis${codeOf(trouble)}`);
      try {
        const reply = await client.count(requests, now);
        refusals = 0;
        return requests.map(({ key }, index): AllowanceAnswer => {
          return { key, tokens: Number(reply[2 * index]), granted: Number(reply[2 * index + 1]) };
        });
      } catch (error) {
        if (error instanceof Error && DEMOTED.test(error.message)) leave();
        throw new StorageUnavailableError("broken", `Redis does not count${codeOf(error)}`, { cause: error });
      }
    },
    // Each goes by itself.
    removeWhole: async () => undefined,
    connected: () => (client.isReady ? Promise.resolve() : new Promise((resolve) => client.once("ready", () => resolve()))),
    async close() {
      isClosed = true;
      clearTimeout(again);
      if (client.isOpen) client.destroy();
    },
  };
}

/** What kind of error it is, in brackets, without where Redis is: the code of Node, or the word that an answer of Redis begins with. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  if ("code" in error && typeof error.code === "string") return ` (${error.code})`;
  return ` (${/^[A-Z]{2,}\b/.exec(error.message)?.[0] ?? error.constructor.name})`;
}

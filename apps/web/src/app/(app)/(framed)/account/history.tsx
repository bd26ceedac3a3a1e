import type { AccountEventName } from "@repo/contract/account-events";
import type { AccountEvent } from "@repo/contract/security";
import { APP_NAME } from "#brand/name";
import { Badge } from "#ui/badge";
import { Moment } from "#ui/moment";
import { fill } from "#words/fill";
import { getWords, type Words } from "#words/get-words";
import { nameProgram } from "./device-of";
import { isThisComputer } from "./is-this-computer";

const CELL = "px-3.5 py-2.25 align-top wrap-anywhere";

/** What its owner should look at twice. */
const WARNINGS: readonly AccountEventName[] = ["wrongPassword", "wrongCode", "disowned"];

/** What has happened to the account, newest first. On a phone what was shown, and from where, stand below what it was. */
export async function History({ events }: { events: readonly AccountEvent[] }) {
  const words = await getWords();
  const { history, time } = words;
  return (
    <div className="overflow-clip rounded-lg border border-line bg-surface">
      <table className="inline-full border-collapse text-sm" aria-label={history.label}>
        <thead>
          <tr className="bg-sunken text-ink-faint">
            <HeadCell>{history.when}</HeadCell>
            <HeadCell>{history.what}</HeadCell>
            <HeadCell className="max-sm:hidden">{history.with}</HeadCell>
            <HeadCell className="max-sm:hidden">{history.from}</HeadCell>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {events.map((event) => (
            <tr key={event.id}>
              <td className={CELL}>
                <Moment at={event.time} style="when" words={time} />
              </td>
              <td className={CELL}>
                <What event={event} words={history} />
                <span className="block text-ink-soft sm:hidden">{waysOf(event, words)}</span>
                <span className="block text-ink-soft sm:hidden">
                  <From event={event} words={words} />
                </span>
              </td>
              <td className={`${CELL} text-ink-soft max-sm:hidden`}>{waysOf(event, words)}</td>
              <td className={`${CELL} text-ink-soft max-sm:hidden`}>
                <From event={event} words={words} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function waysOf({ ways }: AccountEvent, { history, language }: Words): string {
  return new Intl.ListFormat(language, { type: "unit", style: "short" }).format(ways.map((way) => history.ways[way]));
}

function What({ event: { what, byOther }, words }: { event: AccountEvent; words: Words["history"] }) {
  const name = words.events[what];
  return (
    <>
      {WARNINGS.includes(what) ? <Badge tone="warning">{name}</Badge> : name}
      {byOther && <span className="block text-ink-soft">{fill(words.byOther, { app: APP_NAME })}</span>}
    </>
  );
}

/** Of what others have done neither device nor address says anything about the reader's. */
function From({ event, words: { history, devices } }: { event: AccountEvent; words: Words }) {
  if (event.byOther) return null;
  const program = nameProgram(event.userAgent, devices);
  return (
    <>
      {program ?? history.notKnown}
      <span className="block text-ink-faint">{isThisComputer(event.address) ? devices.thisComputer : event.address}</span>
    </>
  );
}

function HeadCell({ className = "", children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`border-be border-line px-3.5 py-2.25 text-start font-medium ${className}`}>
      {children}
    </th>
  );
}

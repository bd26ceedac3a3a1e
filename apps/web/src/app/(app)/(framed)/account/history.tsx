import type { SessionSummary, SignInRecord } from "@repo/contract/session";
import type { z } from "zod";
import { Moment } from "#ui/moment";
import { Section } from "#ui/section";
import { getWords } from "#words/get-words";
import { deviceOf } from "./device-of";
import { isThisComputer } from "./is-this-computer";

const SHOWN = 10;
const CELL = "px-3.5 py-2.25 align-top wrap-anywhere";

interface HistoryProps {
  /** Newest first. */
  history: readonly z.output<typeof SignInRecord>[];
  sessions: readonly SessionSummary[];
}

/** The latest sign-ins. On a phone the address stands below the device. */
export async function History({ history, sessions }: HistoryProps) {
  const { history: phrases, devices, time } = await getWords();
  const from = (address: string) => (isThisComputer(address) ? phrases.thisComputer : address);
  return (
    <Section id="history" title={phrases.title}>
      <div className="overflow-clip rounded-lg border border-line bg-surface">
        <table className="inline-full border-collapse text-sm" aria-label={phrases.label}>
          <thead>
            <tr className="bg-sunken text-ink-faint">
              <HeadCell>{phrases.when}</HeadCell>
              <HeadCell>{phrases.device}</HeadCell>
              <HeadCell className="max-sm:hidden">{phrases.address}</HeadCell>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {history.slice(0, SHOWN).map((signIn, index) => (
              // Two sign-ins of one second may come from one address.
              <tr key={`${signIn.loginTime} ${index}`}>
                <td className={CELL}>
                  <Moment at={signIn.loginTime} style="when" words={time} />
                </td>
                <td className={CELL}>
                  {deviceOf(signIn, sessions, devices)?.name ?? <span className="text-ink-faint">{phrases.notKnown}</span>}
                  <span className="block text-ink-soft sm:hidden">{from(signIn.ip)}</span>
                </td>
                <td className={`${CELL} text-ink-soft max-sm:hidden`}>{from(signIn.ip)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function HeadCell({ className = "", children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`border-be border-line px-3.5 py-2.25 text-start font-medium ${className}`}>
      {children}
    </th>
  );
}

import type { SessionSummary, SignInRecord } from "@repo/contract/session";
import type { z } from "zod";
import { Moment } from "../../../ui/moment";
import { Section } from "../../../ui/section";
import { getWords } from "../../../words";
import { deviceOf } from "./device-of";

const SHOWN = 10;
const CELL = "px-3.5 py-2.25 whitespace-nowrap";

interface HistoryProps {
  /** Newest first. */
  history: readonly z.output<typeof SignInRecord>[];
  sessions: readonly SessionSummary[];
}

/** The latest sign-ins. */
export async function History({ history, sessions }: HistoryProps) {
  const { history: phrases, devices, time } = await getWords();
  return (
    <Section id="history" title={phrases.title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone it scrolls, and the keyboard must be able to scroll it */}
      <section tabIndex={0} aria-label={phrases.label} className="overflow-x-auto rounded-lg border border-line bg-surface">
        <table className="inline-full border-collapse text-sm">
          <thead>
            <tr className="bg-sunken text-start text-ink-faint">
              {[phrases.when, phrases.device, phrases.address].map((name) => (
                <th key={name} scope="col" className={`${CELL} border-be border-line text-start font-medium`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {history.slice(0, SHOWN).map((signIn) => (
              <tr key={`${signIn.loginTime} ${signIn.ip}`}>
                <td className={CELL}>
                  <Moment at={signIn.loginTime} style="when" words={time} />
                </td>
                <td className={CELL}>
                  {deviceOf(signIn, sessions, devices)?.name ?? <span className="text-ink-faint">{phrases.notKnown}</span>}
                </td>
                <td className={`${CELL} text-ink-soft`}>{signIn.ip}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

import type { Asking, Purpose } from "../letter";
import type { Translate } from "../words/translate";
import { Paragraph } from "./layout";

/** The value of `{account}` in the words of a letter. */
export function accountOf(asking: Asking | undefined): string {
  return asking?.account ?? "";
}

/** What the account that asks could do with the reader's confirmation; nothing where no account asks. */
export function Consequence({ asking, purpose, translate }: { asking: Asking | undefined; purpose: Purpose; translate: Translate }) {
  if (!asking) return null;
  const kind = purpose === "confirm" ? "confirm" : asking.addsLoginId ? "updateLoginId" : "update";
  return <Paragraph>{translate(`asking.${kind}`, { account: asking.account })}</Paragraph>;
}

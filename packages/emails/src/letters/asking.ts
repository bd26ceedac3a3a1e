import type { Asking, Purpose } from "../letter";
import type { Translate } from "../words/translate";

/** The value of `{account}` in the words of a letter. */
export function accountOf(asking: Asking | undefined): string {
  return asking?.account ?? "";
}

/** What the account that asks could do with the reader's confirmation; nothing where no account asks. */
export function consequenceOf(asking: Asking | undefined, purpose: Purpose, translate: Translate): string | undefined {
  if (!asking) return undefined;
  const kind = purpose === "confirm" ? "confirm" : asking.addsLoginId ? "updateLoginId" : "update";
  return translate(`asking.${kind}`, { account: asking.account });
}

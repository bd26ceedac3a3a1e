import "server-only";
import { describeLanding, describeUndo, readLanding } from "#steps/link-token";
import type { Parameter } from "#steps/next-path";
import type { LetterLink } from "./one-click";

/**
 * What is known of the link that a page with one button was opened for, by the `k` of its address. Only what was used in this browser
 * is known to have done what it was for: of the rest the server tells no more than that it is of no use.
 */
export async function readLetterLink(
  key: Parameter,
  operation: "magicLink.verify" | "enchantedLink.verify" | "security.undoEmailChange",
): Promise<LetterLink> {
  const landing = await readLanding(key);
  if (landing.kind !== "unused") return { is: landing.kind === "used" ? "done" : "missing" };
  if (operation === "security.undoEmailChange") {
    const undo = await describeUndo(landing);
    return undo ? { is: "ready", token: landing.token, account: undo.maskedEmail, asks: null } : { is: "dead" };
  }
  const found = await describeLanding(landing, operation);
  return found ? { is: "ready", token: landing.token, account: found.maskedLoginId, asks: found.asks } : { is: "dead" };
}

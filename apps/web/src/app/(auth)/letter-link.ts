import "server-only";
import { showAddress } from "@repo/auth/mail/show-address";
import { describeDevice } from "@repo/emails/device";
import { listFlows } from "#steps/flow-cookie";
import { goesBy } from "#steps/goes-by";
import { describeLanding, describeUndo, readLanding } from "#steps/link-token";
import type { Parameter } from "#steps/next-path";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { LetterLink } from "./one-click";

/** What asked, as far as it says so itself. */
function nameDevice(userAgent: string, words: Pick<Words["devices"], "browserOn" | "unknownDevice">): string {
  const { browser, system } = describeDevice(userAgent);
  return browser && system ? fill(words.browserOn, { browser, system }) : (browser ?? system ?? words.unknownDevice);
}

/** Whether this browser waits for a letter to this login ID, which was typed in it. */
async function wasTypedHere(loginId: string): Promise<boolean> {
  const flows = [...(await listFlows("link")), ...(await listFlows("code"))];
  return flows.some((flow) => goesBy(flow.loginId, [loginId]));
}

/**
 * What is known of the link that a page with one button was opened for, by the `k` of its address: whether a click would use it is told
 * before anybody clicks, and by looking nothing is used up. Only what was used in this browser is known to have done what it was for.
 */
export async function readLetterLink(
  key: Parameter,
  operation: "magicLink.verify" | "enchantedLink.verify" | "security.undoEmailChange",
  words: Pick<Words["devices"], "browserOn" | "unknownDevice">,
): Promise<LetterLink> {
  const landing = await readLanding(key);
  if (landing.kind === "used") return { is: landing.isDeclined ? "declined" : "done" };
  if (landing.kind === "missing") return { is: "missing" };
  if (operation === "security.undoEmailChange") {
    const undo = await describeUndo(landing);
    if (!undo) return { is: "dead" };
    return { is: "ready", token: landing.token, account: undo.maskedEmail, asks: null, number: "", device: "", askedTime: 0 };
  }
  const found = await describeLanding(landing, operation);
  if (found.kind === "unknown") return { is: "dead" };
  if (found.kind !== "live") return { is: found.kind };
  const { loginId, maskedLoginId, asks, number, askedBy, askedTime } = found;
  return {
    is: "ready",
    token: landing.token,
    account: (await wasTypedHere(loginId)) ? showAddress(loginId) : maskedLoginId,
    asks,
    number,
    device: nameDevice(askedBy, words),
    askedTime,
  };
}

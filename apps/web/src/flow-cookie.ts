import "server-only";
import { FLOWS, type Flow } from "./flow";
import { openCookie, ownCookie, sealCookie, setOwnCookie } from "./session";

const LIFETIME_SECONDS = 30 * 60;

/** `Set-Cookie` that keeps the flow for half an hour. */
export function sealFlow(flow: Flow): Promise<string> {
  return sealCookie("flow", { flow }, LIFETIME_SECONDS);
}

/** `Set-Cookie` that ends the flow. */
export function clearFlow(): string {
  return setOwnCookie("flow", "", 0);
}

/** The flow that led to the page being rendered; null when it is at another step, or over. */
export async function readFlow<Step extends Flow["step"]>(step: Step): Promise<Extract<Flow, { step: Step }> | null> {
  const opened = await openCookie("flow", await ownCookie("flow"));
  const parsed = FLOWS[step].safeParse(opened?.flow);
  return parsed.success ? (parsed.data as Extract<Flow, { step: Step }>) : null;
}

/** Whole seconds since something was sent. */
export function secondsSince(sentAt: number): number {
  return Math.max(0, Math.floor(Date.now() / 1000) - sentAt);
}

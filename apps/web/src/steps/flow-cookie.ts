import "server-only";
import { AUTHENTICATOR_KEY_MINUTES } from "@repo/contract/limits";
import { makeRoom } from "#session/cookie-group";
import { openCookie, ownCookie, ownCookiesIn, sealCookie, setOwnCookie } from "#session/cookies";
import { FLOW_ID, FLOWS, type Flow } from "./flow";
import type { Parameter } from "./next-path";

/** As long as the longest of what they wait for works. */
const LIFETIME_SECONDS = AUTHENTICATOR_KEY_MINUTES * 60;
const PREFIX = "flow.";
/** Of more flows that are under way in one browser the oldest are forgotten; one fills a cookie of 4096 bytes at most. */
const FLOWS_MAX = 3;

type FlowOf<Step extends Flow["step"]> = Extract<Flow, { step: Step }>;

/** `Set-Cookie` that keeps the flow for half an hour, beside others of the browser that asks. */
export async function sealFlow(flow: Flow, asked: Headers): Promise<string[]> {
  const name = PREFIX + flow.id;
  return [await sealCookie(name, { flow }, LIFETIME_SECONDS), ...(await makeRoom(asked, PREFIX, name, FLOWS_MAX))];
}

/** `Set-Cookie` that ends the flow of the page that sent a request; undefined where it was none. */
export function clearFlow(asked: Headers): string | undefined {
  const referer = asked.get("referer") ?? "";
  const id = URL.canParse(referer) ? new URL(referer).searchParams.get("f") : null;
  return id !== null && FLOW_ID.test(id) ? setOwnCookie(PREFIX + id, "", 0) : undefined;
}

async function openFlow<Step extends Flow["step"]>(step: Step, name: string, sealed: string | undefined): Promise<FlowOf<Step> | null> {
  const opened = await openCookie(name, sealed);
  const parsed = FLOWS[step].safeParse(opened?.flow);
  return parsed.success ? (parsed.data as FlowOf<Step>) : null;
}

/** The flow that led to the page being rendered, by the `f` of its address; null when it is at another step, or over. */
export async function readFlow<Step extends Flow["step"]>(step: Step, id: Parameter): Promise<FlowOf<Step> | null> {
  if (typeof id !== "string" || !FLOW_ID.test(id)) return null;
  return openFlow(step, PREFIX + id, await ownCookie(PREFIX + id));
}

/** Every flow at this step that is under way in the browser which asks for the page being rendered. */
export async function listFlows<Step extends Flow["step"]>(step: Step): Promise<FlowOf<Step>[]> {
  const { headers } = await import("next/headers");
  const cookies = ownCookiesIn(await headers(), PREFIX);
  const flows = await Promise.all(cookies.map(({ name, value }) => openFlow(step, name, value)));
  return flows.filter((flow) => flow !== null);
}

/** Whole seconds since something was sent. */
export function secondsSince(sentAt: number): number {
  return Math.max(0, Math.floor(Date.now() / 1000) - sentAt);
}

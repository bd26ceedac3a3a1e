import Bowser from "bowser";

/** What somebody calls the thing they use. */
export interface Device {
  /** "Firefox"; undefined where the user agent does not say. */
  browser: string | undefined;
  /** "Linux", "iPhone" */
  system: string | undefined;
  kind: "phone" | "computer";
}

const BROWSERS: readonly string[] = Object.values(Bowser.BROWSER_MAP);
const SYSTEMS: readonly string[] = [...Object.values(Bowser.OS_MAP), "iPhone", "iPad"];

/**
 * Reads a user agent. Anybody can send any, and Bowser takes what it does not know for a name ("Call us now/1 …"), so only names from its
 * own lists get into a letter or onto a page: text to show, never a fact to decide by.
 */
export function describeDevice(userAgent: string): Device {
  const agent = userAgent.slice(0, 500);
  if (agent.trim() === "") return { browser: undefined, system: undefined, kind: "computer" };
  const { browser, os, platform } = Bowser.parse(agent);
  return {
    browser: BROWSERS.find((name) => name === browser.name),
    system: [platform.model, os.name].find((name) => name !== undefined && SYSTEMS.includes(name)),
    kind: platform.type === "mobile" || platform.type === "tablet" ? "phone" : "computer",
  };
}

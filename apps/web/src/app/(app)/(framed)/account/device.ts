import Bowser from "bowser";

/** What a person would call the thing they are signed in on. */
export interface Device {
  /** "Firefox"; undefined where the user agent does not say. */
  browser: string | undefined;
  /** "Windows", "iPhone". */
  system: string | undefined;
  kind: "phone" | "computer";
}

/** Reads a user agent. Anybody can send any: what comes back is text to show, never a fact to decide by. */
export function describeDevice(userAgent: string): Device {
  if (userAgent.trim() === "") return { browser: undefined, system: undefined, kind: "computer" };
  const { browser, os, platform } = Bowser.parse(userAgent);
  const isPhone = platform.type === "mobile" || platform.type === "tablet";
  return {
    browser: browser.name || undefined,
    system: (platform.vendor === "Apple" && isPhone && platform.model) || os.name || undefined,
    kind: isPhone ? "phone" : "computer",
  };
}

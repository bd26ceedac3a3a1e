import "server-only";
import { cache } from "react";
import { openCookie, ownCookie } from "./cookies";
import { pagePath } from "./page-path";

/** Whether a form that was refused has led to the page being rendered, without script. See forms/flash.ts. */
export const hasComeBack = cache(async (): Promise<boolean> => {
  const opened = await openCookie("flash", await ownCookie("flash"));
  const { page } = (opened?.flash ?? {}) as { page?: unknown };
  return typeof page === "string" && page === (await pagePath()).replace(/\?.*$/s, "");
});

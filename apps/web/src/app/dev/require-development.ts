import "server-only";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { env } from "#server/env";

/** The first thing every page and route below /dev does: outside of development there is nothing here. Asked anew at each request. */
export async function requireDevelopment(): Promise<void> {
  await connection();
  if (env().mode !== "development") notFound();
}

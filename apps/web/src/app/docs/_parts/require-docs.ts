import "server-only";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { env } from "#server/env";

/** The first thing every page below /docs does: with `DOCS=off` there is nothing here in production. Asked anew at each request. */
export async function requireDocs(): Promise<void> {
  await connection();
  if (!env().docs) notFound();
}

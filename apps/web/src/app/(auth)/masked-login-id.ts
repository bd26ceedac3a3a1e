import "server-only";
import { getServer } from "#server/deps";

/** A login ID as pages show it where a letter alone has led to them. */
export async function maskedLoginId(loginId: string): Promise<string> {
  return (await getServer()).maskLoginId(loginId);
}

import "server-only";
import { openCookie, ownCookiesIn, setOwnCookie } from "./cookies";

/**
 * `Set-Cookie` that makes room for one more sealed cookie of a kind: ends what is not ours, then the oldest. Browsers, and servers, take
 * only so many.
 *
 * @param prefix of the names of the kind
 * @param coming the name that is about to be set
 * @param max how many there may be, with it
 */
export async function makeRoom(headers: Headers, prefix: string, coming: string, max: number): Promise<string[]> {
  const cookies = ownCookiesIn(headers, prefix).filter(({ name }) => name !== coming);
  const opened = await Promise.all(
    cookies.map(async ({ name, value }) => ({ name, sealedAt: Number((await openCookie(name, value))?.iat ?? 0) })),
  );
  return opened
    .sort((one, other) => other.sealedAt - one.sealedAt)
    .slice(max - 1)
    .map(({ name }) => setOwnCookie(name, "", 0));
}

import { securityHistory } from "@repo/contract/security";
import type { Route } from "next";
import { requireApi } from "#steps/require-api";
import { buttonLook } from "#ui/button";
import { Heading } from "#ui/heading";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { History } from "../history";

export const generateMetadata = titled(({ history }) => history.title);

const PAGE_SIZE = 25;

/** All that has happened to the account, a page at a time; `after` is where the page before ended. */
export default async function HistoryPage({ searchParams }: PageProps<"/account/history">) {
  const { history, devices } = await getWords();
  const api = await requireApi("/account/history");
  // What is no place of the list leads to its beginning.
  const { data: asked } = securityHistory.input.safeParse({ after: (await searchParams).after });
  const [{ events, next }, user] = await Promise.all([api.security.history({ after: asked?.after, limit: PAGE_SIZE }), api.me({})]);
  return (
    <>
      <div className="mbe-6">
        <Heading>{history.title}</Heading>
        <p className="mbs-1.5 text-ink-soft">{history.allLede}</p>
        <p className="mbs-1.5 text-ink-soft">
          {fillElements(user.password ? history.wasNotYou : history.wasNotYouDevice, {
            devices: <TextLink href="/account/devices">{history.signOutDevice}</TextLink>,
            password: <TextLink href="/account/password">{history.changePassword}</TextLink>,
          })}
        </p>
      </div>
      <div id="history">
        <History events={events} />
      </div>
      <p className="flex flex-wrap items-center justify-between gap-3 pbs-5 text-sm">
        <TextLink href="/account">{devices.back}</TextLink>
        <span className="flex flex-wrap gap-2">
          {asked?.after !== undefined && (
            <a href="/account/history" className={buttonLook({ size: "small" })}>
              {history.newest}
            </a>
          )}
          {next !== null && (
            <a href={`/account/history?after=${encodeURIComponent(next)}` as Route} rel="next" className={buttonLook({ size: "small" })}>
              {history.older}
            </a>
          )}
        </span>
      </p>
    </>
  );
}

import type { ReactNode } from "react";
import { serverApi } from "#session/server-api";
import { Avatar } from "#ui/avatar";
import { TopBar } from "#ui/top-bar";
import { getWords } from "#words/get-words";
import { SignOut } from "../_frame/sign-out";
import { shownUser } from "../account/shown-user";

/** The frame around the account and around your own pages: the bar on top. A page redirects who is not signed in, by `requireApi`. */
export default async function FramedLayout({ children }: { children: ReactNode }) {
  const [api, { account }] = await Promise.all([serverApi(), getWords()]);
  if (!api) return children;
  const user = shownUser(await api.me({}));
  return (
    <>
      <TopBar width="shell">
        <a href="/account" className="inline-flex min-block-11 min-inline-11 items-center justify-center rounded-[50%]">
          <span className="sr-only">{account.title}</span>
          <Avatar name={user.name || user.email || (user.loginIds[0] ?? "")} />
        </a>
        <SignOut words={account} />
      </TopBar>
      {children}
    </>
  );
}

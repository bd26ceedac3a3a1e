import type { ReactNode } from "react";
import { serverApi } from "#session/server-api";
import { Avatar } from "#ui/avatar";
import { TopBar } from "#ui/top-bar";
import { getWords } from "#words/get-words";
import { NavLinks } from "../_frame/nav-links";
import { NAVIGATION } from "../_frame/navigation";
import { SignOut } from "../_frame/sign-out";
import { calledBy, shownUser } from "../account/shown-user";

/**
 * The frame around the account and around your own pages: the bar on top, with the links of `navigation.ts`. A page redirects who is not
 * signed in, by `requireApi`.
 */
export default async function FramedLayout({ children }: { children: ReactNode }) {
  const [api, { account, language }] = await Promise.all([serverApi(), getWords()]);
  if (!api) return children;
  const [user, { picture }] = await Promise.all([api.me({}).then(shownUser), api.profile.mine({})]);
  const links = NAVIGATION.map(({ href, label }) => ({ href, text: label[language] }));
  return (
    <>
      <TopBar width="shell" links={links.length > 0 && <NavLinks label={account.pages} links={links} />}>
        <a href="/account" className="inline-flex min-block-11 min-inline-11 items-center justify-center rounded-[50%]">
          <span className="sr-only">{account.title}</span>
          <Avatar name={calledBy(user)} picture={picture} />
        </a>
        <SignOut words={account} />
      </TopBar>
      {children}
    </>
  );
}

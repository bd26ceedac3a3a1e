import type { ReactNode } from "react";
import { requireApi } from "#steps/require-api";
import { Avatar } from "#ui/avatar";
import { ComputerIcon, HistoryIcon, PersonIcon, ShieldIcon } from "#ui/icons";
import { Shell } from "#ui/shell";
import { SideNav, SideNavLink } from "#ui/side-nav";
import { TopBar } from "#ui/top-bar";
import { getWords } from "#words/get-words";
import { shownUser } from "../shown-user";
import { SignOut } from "./sign-out";

const ICON = "size-4.5";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const words = await getWords();
  const api = await requireApi();
  const user = shownUser(await api.me({}));
  const { account, devices, history, security } = words;
  return (
    <>
      <TopBar width="shell">
        <Avatar name={user.name || user.email || (user.loginIds[0] ?? "")} />
        <SignOut words={account} />
      </TopBar>
      <Shell
        side={
          <SideNav label={account.sideLabel}>
            <SideNavLink href="#profile" icon={<PersonIcon className={ICON} />}>
              {account.profile}
            </SideNavLink>
            <SideNavLink href="#security" icon={<ShieldIcon className={ICON} />}>
              {security.short}
            </SideNavLink>
            <SideNavLink href="#devices" icon={<ComputerIcon className={ICON} />}>
              {devices.short}
            </SideNavLink>
            <SideNavLink href="#history" icon={<HistoryIcon className={ICON} />}>
              {history.title}
            </SideNavLink>
          </SideNav>
        }
      >
        {children}
      </Shell>
    </>
  );
}

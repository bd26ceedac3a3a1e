import type { ReactNode } from "react";
import { ComputerIcon, HistoryIcon, PersonIcon, ShieldIcon } from "#ui/icons";
import { Shell } from "#ui/shell";
import { SideNav, SideNavLink } from "#ui/side-nav";
import { getWords } from "#words/get-words";

const ICON = "size-4.5";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { account, devices, history, security } = await getWords();
  return (
    <Shell
      side={
        <SideNav label={account.sideLabel}>
          <SideNavLink href="/account#profile" icon={<PersonIcon className={ICON} />}>
            {account.profile}
          </SideNavLink>
          <SideNavLink href="/account#security" icon={<ShieldIcon className={ICON} />}>
            {security.short}
          </SideNavLink>
          <SideNavLink href="/account#devices" icon={<ComputerIcon className={ICON} />}>
            {devices.short}
          </SideNavLink>
          <SideNavLink href="/account#history" icon={<HistoryIcon className={ICON} />}>
            {history.title}
          </SideNavLink>
        </SideNav>
      }
    >
      {children}
    </Shell>
  );
}

import type { ReactNode } from "react";
import { requireApi } from "#steps/require-api";
import { Avatar } from "#ui/avatar";
import { Bar } from "#ui/bar";
import { ComputerIcon, HistoryIcon, PersonIcon, ShieldIcon } from "#ui/icons";
import { Shell } from "#ui/shell";
import { Side, SideLink } from "#ui/side";
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
      <Bar over="shell">
        <Avatar name={user.name || user.email || (user.loginIds[0] ?? "")} />
        <SignOut words={account} />
      </Bar>
      <Shell
        side={
          <Side label={account.sideLabel}>
            <SideLink href="#profile" icon={<PersonIcon className={ICON} />}>
              {account.profile}
            </SideLink>
            <SideLink href="#security" icon={<ShieldIcon className={ICON} />}>
              {security.short}
            </SideLink>
            <SideLink href="#devices" icon={<ComputerIcon className={ICON} />}>
              {devices.short}
            </SideLink>
            <SideLink href="#history" icon={<HistoryIcon className={ICON} />}>
              {history.title}
            </SideLink>
          </Side>
        }
      >
        {children}
      </Shell>
    </>
  );
}

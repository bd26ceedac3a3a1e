import { showAddress } from "@repo/auth/mail/show-address";
import { spellAddress } from "@repo/contract/address";
import { EDITABLE_FIELDS } from "@repo/contract/profile-fields";
import type { User } from "@repo/contract/user";
import { readFlash } from "#forms/flash";
import { Badge } from "#ui/badge";
import { buttonLook } from "#ui/button";
import { Fact, Facts } from "#ui/list";
import { Section } from "#ui/section";
import { getWords } from "#words/get-words";
import type { Identity } from "../../account/identity";
import { LoginIds } from "./login-ids";

/** Who the user is to others. */
export async function Profile({ user, identity }: { user: User; identity: Identity }) {
  const { account, confirm, form, refusals, wait } = await getWords();
  const notGiven = <span className="text-ink-faint">{account.notGiven}</span>;
  const email = spellAddress(user.email);
  const others = user.loginIds.filter((loginId) => loginId !== email);
  return (
    <Section id="profile" title={account.profile}>
      <Facts>
        {EDITABLE_FIELDS.map((field, index) => (
          <Fact
            key={field}
            name={form.profile[field]}
            action={
              // One page changes them all.
              index === 0 && (
                <a href="/account/profile" className={buttonLook({ size: "small" })}>
                  <span>
                    {account.change}
                    <span className="sr-only"> {account.profile}</span>
                  </span>
                </a>
              )
            }
          >
            <span className="wrap-anywhere">{user[field] || notGiven}</span>
          </Fact>
        ))}
        <Fact
          name={account.email}
          action={
            <a href="/account/email" className={buttonLook({ size: "small" })}>
              <span>
                {user.email ? account.change : account.add}
                <span className="sr-only"> {account.email}</span>
              </span>
            </a>
          }
        >
          <span className="font-medium">{user.email || notGiven}</span>
          {user.email && (
            <Badge tone={user.verifiedEmail ? "success" : "warning"}>{user.verifiedEmail ? account.confirmed : account.notConfirmed}</Badge>
          )}
        </Fact>
        {others.length > 0 && (
          <Fact name={account.loginIds.title}>
            <LoginIds
              identity={identity}
              loginIds={others.map((loginId) => ({ loginId, shown: showAddress(loginId) }))}
              areRemovable={user.loginIds.length > 1}
              returned={await readFlash("security.removeLoginId")}
              words={{ ...account.loginIds, confirmWords: { confirm, form, refusals, wait } }}
            />
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

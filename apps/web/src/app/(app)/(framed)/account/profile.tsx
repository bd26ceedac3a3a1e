import { showAddress } from "@repo/auth/mail/show-address";
import { spellAddress } from "@repo/contract/address";
import type { Output } from "@repo/contract/operation";
import type { profileMine } from "@repo/contract/profile";
import { EDITABLE_FIELDS } from "@repo/contract/profile-fields";
import type { User } from "@repo/contract/user";
import { readFlash } from "#forms/flash";
import { Avatar } from "#ui/avatar";
import { Badge } from "#ui/badge";
import { buttonLook } from "#ui/button";
import { Fact, Facts } from "#ui/list";
import { Section } from "#ui/section";
import { getWords } from "#words/get-words";
import { languages, wordsIn } from "#words/languages";
import type { Identity } from "../../account/identity";
import { LoginIds } from "./login-ids";

interface ProfileProps {
  user: User;
  mine: Output<typeof profileMine>;
  identity: Identity;
}

/** Who the user is to others. */
export async function Profile({ user, mine, identity }: ProfileProps) {
  const { account, confirm, form, refusals, wait } = await getWords();
  const notGiven = <span className="text-ink-faint">{account.notGiven}</span>;
  const spoken = languages.find((language) => language === mine.language);
  const email = spellAddress(user.email);
  const others = user.loginIds.filter((loginId) => loginId !== email);
  return (
    <Section id="profile" title={account.profile}>
      <Facts>
        <Fact
          name={account.picture}
          action={
            // One page changes all of it.
            <a href="/account/profile" className={buttonLook({ size: "small" })}>
              <span>
                {account.change}
                <span className="sr-only"> {account.profile}</span>
              </span>
            </a>
          }
        >
          {mine.picture !== null ? (
            <Avatar size="normal" name="" picture={mine.picture} />
          ) : user.picture === "" ? (
            notGiven
          ) : (
            account.pictureElsewhere
          )}
        </Fact>
        {EDITABLE_FIELDS.map((field) => (
          <Fact key={field} name={form.profile[field]}>
            <span className="wrap-anywhere">{user[field] || notGiven}</span>
          </Fact>
        ))}
        <Fact
          name={account.language}
          action={
            <a href="/account/profile#language" className={buttonLook({ size: "small" })}>
              <span>
                {account.change}
                <span className="sr-only"> {account.language}</span>
              </span>
            </a>
          }
        >
          {spoken ? (
            <span lang={spoken}>{wordsIn(spoken).languageName}</span>
          ) : (
            <span className="text-ink-faint">{account.languageOfBrowser}</span>
          )}
        </Fact>
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

import { APP_NAME } from "#brand/name";
import { AuthCard } from "#ui/auth-card";
import { ArchIcon, PersonIcon } from "#ui/icons";
import { LinkList, LinkListItem } from "#ui/link-list";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";

const ICON = "size-5.5";

export const generateMetadata = titled(({ notFound }) => notFound.title);

export default async function NotFound() {
  const { notFound } = await getWords();
  return (
    <AuthCard title={notFound.title} lede={notFound.text}>
      <LinkList>
        <LinkListItem
          href="/"
          icon={<ArchIcon className={ICON} />}
          name={notFound.start}
          note={fill(notFound.startNote, { app: APP_NAME })}
        />
        <LinkListItem href="/account" icon={<PersonIcon className={ICON} />} name={notFound.account} note={notFound.accountNote} />
      </LinkList>
    </AuthCard>
  );
}

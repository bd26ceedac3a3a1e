import { withNext } from "#steps/next-path";
import { AppIcon, KeyIcon, LinkIcon, MailIcon } from "#ui/icons";
import { LinkList, LinkListItem } from "#ui/link-list";
import { getWords, titled } from "#words/get-words";
import { SignUpCard } from "./sign-up-card";

const ICON = "size-5.5";

export const generateMetadata = titled(({ signUp }) => signUp.title);

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const { signUp, ways } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpCard next={next} lede={signUp.lede} isChoice>
      <LinkList>
        <LinkListItem href={withNext("/sign-up/password", next)} icon={<KeyIcon className={ICON} />} {...ways.password} />
        <LinkListItem href={withNext("/sign-up/code", next)} icon={<MailIcon className={ICON} />} {...ways.code} />
        <LinkListItem href={withNext("/sign-up/app", next)} icon={<AppIcon className={ICON} />} {...ways.app} />
        <LinkListItem href={withNext("/sign-up/link", next)} icon={<LinkIcon className={ICON} />} {...ways.link} />
      </LinkList>
    </SignUpCard>
  );
}

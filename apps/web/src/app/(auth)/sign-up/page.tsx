import { withNext } from "#steps/next-path";
import { AppIcon, KeyIcon, LinkIcon, MailIcon } from "#ui/icons";
import { Way, Ways } from "#ui/ways";
import { getWords, titled } from "#words/get-words";
import { SignUpDoor } from "./sign-up-door";

const ICON = "size-5.5";

export const generateMetadata = titled(({ signUp }) => signUp.title);

export default async function SignUpPage({ searchParams }: PageProps<"/sign-up">) {
  const { signUp, ways } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpDoor next={next} lede={signUp.lede} isChoice>
      <Ways>
        <Way href={withNext("/sign-up/password", next)} icon={<KeyIcon className={ICON} />} {...ways.password} />
        <Way href={withNext("/sign-up/code", next)} icon={<MailIcon className={ICON} />} {...ways.code} />
        <Way href={withNext("/sign-up/app", next)} icon={<AppIcon className={ICON} />} {...ways.app} />
        <Way href={withNext("/sign-up/link", next)} icon={<LinkIcon className={ICON} />} {...ways.link} />
      </Ways>
    </SignUpDoor>
  );
}

import { APP_NAME } from "#brand/name";
import { Door } from "#ui/door";
import { ArchIcon, PersonIcon } from "#ui/icons";
import { Way, Ways } from "#ui/ways";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";

const ICON = "size-5.5";

export const generateMetadata = titled(({ notFound }) => notFound.title);

export default async function NotFound() {
  const { notFound } = await getWords();
  return (
    <Door title={notFound.title} lede={notFound.text}>
      <Ways>
        <Way href="/" icon={<ArchIcon className={ICON} />} name={notFound.start} note={fill(notFound.startNote, { app: APP_NAME })} />
        <Way href="/account" icon={<PersonIcon className={ICON} />} name={notFound.account} note={notFound.accountNote} />
      </Ways>
    </Door>
  );
}

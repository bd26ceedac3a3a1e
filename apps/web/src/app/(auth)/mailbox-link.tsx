import { getServer } from "#server/deps";
import { LINK_LOOK } from "#ui/text-link";
import { getWords } from "#words/get-words";

/** While developing, letters land in a mailbox of our own: this opens it beside the page that waits for one. */
export async function MailboxLink() {
  const words = await getWords();
  const { mailbox } = await getServer();
  if (mailbox === null) return null;
  return (
    <p className="text-center text-sm">
      <a href="/dev/mail" target="_blank" rel="noreferrer" className={LINK_LOOK}>
        {words.verify.mailbox}
      </a>
    </p>
  );
}

import { readFlash } from "#forms/flash";
import { landingPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { getWords, titled } from "#words/get-words";
import { readLetterLink } from "../../letter-link";
import { UndoEmail } from "./undo-email";

export const generateMetadata = titled(({ undoEmail }) => undoEmail.title);

export default async function UndoEmailPage({ searchParams }: PageProps<"/undo-email/continue">) {
  const { devices, undoEmail, letterLink, refusals, wait } = await getWords();
  const { k } = await searchParams;
  return (
    <AuthCard>
      <UndoEmail
        link={await readLetterLink(k, "security.undoEmailChange", devices)}
        back={landingPath("/undo-email/continue", k)}
        returned={await readFlash("security.undoEmailChange")}
        words={{ ...undoEmail, letterLink, refusals, wait }}
      />
    </AuthCard>
  );
}

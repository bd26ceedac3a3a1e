import { titled } from "#words/get-words";
import { LetterPage } from "../../letter-page";

export const generateMetadata = titled(({ signIn, ways }) => `${signIn.title}: ${ways.link.name}`);

export default function LinkSignInPage({ searchParams }: PageProps<"/sign-in/link">) {
  return <LetterPage purpose="signIn" way="link" searchParams={searchParams} />;
}

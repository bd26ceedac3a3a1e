import { titled } from "#words/get-words";
import { LetterPage } from "../../letter-page";

export const generateMetadata = titled(({ signUp, ways }) => `${signUp.title}: ${ways.link.name}`);

export default function LinkSignUpPage({ searchParams }: PageProps<"/sign-up/link">) {
  return <LetterPage purpose="signUp" way="link" searchParams={searchParams} />;
}

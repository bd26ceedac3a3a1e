import { titled } from "#words/get-words";
import { LetterPage } from "../../letter-page";

export const generateMetadata = titled(({ signIn, ways }) => `${signIn.title}: ${ways.code.name}`);

export default function CodeSignInPage({ searchParams }: PageProps<"/sign-in/code">) {
  return <LetterPage purpose="signIn" way="code" searchParams={searchParams} />;
}

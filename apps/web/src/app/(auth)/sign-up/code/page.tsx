import { titled } from "#words/get-words";
import { LetterPage } from "../../letter-page";

export const generateMetadata = titled(({ signUp, ways }) => `${signUp.title}: ${ways.code.name}`);

export default function CodeSignUpPage({ searchParams }: PageProps<"/sign-up/code">) {
  return <LetterPage purpose="signUp" way="code" searchParams={searchParams} />;
}

import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { getWords, titled } from "../../../../words";
import { SignUpDoor } from "../sign-up-door";
import { LinkSignUp } from "./link-sign-up";

export const generateMetadata = titled(({ signUp }) => signUp.title);

export default async function LinkSignUpPage({ searchParams }: PageProps<"/sign-up/link">) {
  const { form, signUpLink, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignUpDoor next={next} lede={signUpLink.lede}>
      <LinkSignUp
        next={nextPath(next)}
        refused={await readFlash("enchantedLink.signUp.email")}
        words={{ ...form, ...signUpLink, refusals, wait }}
      />
    </SignUpDoor>
  );
}

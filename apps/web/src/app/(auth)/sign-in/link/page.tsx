import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { getWords, titled } from "../../../../words";
import { SignInDoor } from "../sign-in-door";
import { LinkSignIn } from "./link-sign-in";

export const generateMetadata = titled(({ signIn }) => signIn.title);

export default async function LinkSignInPage({ searchParams }: PageProps<"/sign-in/link">) {
  const { form, signInLink, refusals, wait } = await getWords();
  const { next } = await searchParams;
  return (
    <SignInDoor way="link" next={next} lede={signInLink.lede}>
      <LinkSignIn
        next={nextPath(next)}
        refused={await readFlash("enchantedLink.signIn.email")}
        words={{ ...form, ...signInLink, refusals, wait }}
      />
    </SignInDoor>
  );
}

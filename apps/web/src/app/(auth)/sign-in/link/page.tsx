import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { words } from "../../../../words";
import { SignInDoor } from "../sign-in-door";
import { LinkSignIn } from "./link-sign-in";

const { form, signInLink, refusals, wait } = words;

export const metadata: Metadata = { title: words.signIn.title };

export default async function LinkSignInPage({ searchParams }: PageProps<"/sign-in/link">) {
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

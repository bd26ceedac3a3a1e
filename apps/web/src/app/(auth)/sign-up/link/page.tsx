import type { Metadata } from "next";
import { readFlash } from "../../../../flash";
import { nextPath } from "../../../../next-path";
import { words } from "../../../../words";
import { SignUpDoor } from "../sign-up-door";
import { LinkSignUp } from "./link-sign-up";

const { form, signUpLink, refusals, wait } = words;

export const metadata: Metadata = { title: words.signUp.title };

export default async function LinkSignUpPage({ searchParams }: PageProps<"/sign-up/link">) {
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

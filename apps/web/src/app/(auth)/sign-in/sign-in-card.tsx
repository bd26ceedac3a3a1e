import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { APP_NAME } from "#brand/name";
import { serverApi } from "#session/server-api";
import { type KnownLoginId, lastUsed, type SignInWay } from "#steps/known-login-id";
import { nextPath, type Parameter, withNext } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { AppIcon, KeyIcon, LinkIcon, MailIcon } from "#ui/icons";
import { LinkListItem, OtherWays } from "#ui/link-list";
import { TextLink } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import { getWords } from "#words/get-words";
import { NotYou } from "../not-you";

const ICON = "size-5.5";

const WAYS = [
  { way: "password", href: "/sign-in", icon: <KeyIcon className={ICON} /> },
  { way: "code", href: "/sign-in/code", icon: <MailIcon className={ICON} /> },
  { way: "app", href: "/sign-in/app", icon: <AppIcon className={ICON} /> },
  { way: "link", href: "/sign-in/link", icon: <LinkIcon className={ICON} /> },
] as const;

interface SignInCardProps {
  /** Which way this page is. */
  way: SignInWay;
  /** What the email of its form begins with. */
  known: KnownLoginId;
  /** The page's `?next=`. */
  next: Parameter;
  /** Where one was going stands here instead, if it has a name. */
  lede?: string;
  children: ReactNode;
}

/** The page around every way to sign in, with the other ways below. Who is signed in already goes on. */
export async function SignInCard({ way: own, known, next, lede, children }: SignInCardProps) {
  const { signIn, ways } = await getWords();
  if (await serverApi()) redirect(nextPath(next));
  const lastWay = (await lastUsed())?.way;
  return (
    <AuthCard title={fill(signIn.heading, { app: APP_NAME })} lede={lede ?? (next && onTheWayTo(nextPath(next)))}>
      {children}
      <NotYou known={known} />
      <OtherWays title={ways.others}>
        {WAYS.filter(({ way }) => way !== own).map(({ way, href, icon }) => (
          <LinkListItem
            key={way}
            href={withNext(href, next)}
            icon={icon}
            name={ways[way].name}
            badge={way === lastWay && ways.lastUsedShort}
          />
        ))}
      </OtherWays>
      <p className="text-center text-ink-soft">
        {signIn.newHere} <TextLink href={withNext("/sign-up", next)}>{signIn.signUp}</TextLink>
      </p>
    </AuthCard>
  );
}

/** A reminder of where they were going, for the places that have a name. */
async function onTheWayTo(path: string) {
  const { signIn } = await getWords();
  const places: Readonly<Record<string, string>> = signIn.places;
  const place = Object.hasOwn(places, path) && <b className="font-medium text-ink">{places[path]}</b>;
  return place && fillElements(signIn.onTheWay, { place });
}

import type { ReactNode } from "react";
import { serverApi } from "#session/server-api";
import { getWords } from "#words/get-words";
import { SessionEnd } from "./_session-end/session-end";

/** Every page of the signed-in tells when that ends. Whoever is not signed in is led away by the page itself. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <EndOfSession />
    </>
  );
}

async function EndOfSession() {
  const api = await serverApi();
  if (!api) return null;
  const { account, sessionEnd, wait } = await getWords();
  const [timeLeft, { userId }] = await Promise.all([api.sessions.timeLeft({}), api.me({})]);
  const { signOut, signingOut, signOutFailed } = account;
  const words = { ...sessionEnd, signOut, signingOut, signOutFailed, wait };
  return <SessionEnd timeLeft={timeLeft} userId={userId} words={words} />;
}

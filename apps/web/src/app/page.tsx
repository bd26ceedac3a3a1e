import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@repo/db/locate";
import type { Metadata } from "next";
import { APP_NAME } from "#brand/name";
import { env } from "#server/env";
import { serverApi } from "#session/server-api";
import { Badge } from "#ui/badge";
import { buttonLook } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { Heading } from "#ui/heading";
import { PersonIcon } from "#ui/icons";
import { TopBar } from "#ui/top-bar";
import { fill } from "#words/fill";
import { getWords } from "#words/get-words";
import { Band, Foot, Included, Start } from "./_landing/inside";
import { Samples } from "./_landing/samples";
import { Surfaces } from "./_landing/surfaces";
import { shownUser } from "./(app)/account/shown-user";

const app = { app: APP_NAME };

/** Installs, migrates and serves, with the pnpm that the repository is made with. */
async function readCommand(): Promise<string> {
  const { packageManager } = JSON.parse(await readFile(join(repositoryRoot(), "package.json"), "utf8"));
  return `npx -y ${packageManager} dev`;
}

export async function generateMetadata(): Promise<Metadata> {
  const { landing } = await getWords();
  return { title: { absolute: fill(landing.title, app) } };
}

export default async function LandingPage() {
  const [{ account, landing }, command, api] = await Promise.all([getWords(), readCommand(), serverApi()]);
  const user = api && shownUser(await api.me({}));
  const { appOrigin, projectId, docs } = env();
  const quiet = `${buttonLook({ variant: "quiet", size: "small" })} max-sm:px-2`;
  return (
    <>
      <TopBar width="landing">
        {docs && (
          <a href="/docs" className={quiet}>
            {landing.docs}
          </a>
        )}
        {user ? (
          <a href="/account" className={buttonLook({ size: "small" })}>
            <span className="inline-flex items-center gap-2">
              <PersonIcon className="size-4.5" />
              {account.title}
              <span className="sr-only"> {user.name || user.email || user.loginIds[0]}</span>
            </span>
          </a>
        ) : (
          <>
            <a href="/sign-in" className={quiet}>
              {landing.signIn}
            </a>
            <a href="/sign-up" className={buttonLook({ size: "small" })}>
              {landing.signUp}
            </a>
          </>
        )}
      </TopBar>
      <main id="main">
        <div className="mx-auto grid max-inline-page gap-x-16 gap-y-8 px-5 pbs-8 pbe-10 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] lg:items-end lg:px-6 lg:pbs-15 lg:pbe-14">
          <Heading className="text-4xl tracking-display">{landing.headline}</Heading>
          <div className="grid max-inline-124 gap-5">
            <p className="text-lg text-ink-soft">{fill(landing.lede, app)}</p>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line bg-surface p-1.5 ps-4" dir="ltr">
              <code className="min-inline-0 flex-1 text-sm wrap-anywhere">{command}</code>
              <CopyButton text={command} size="small" tight words={landing.samples} what={landing.command} />
            </div>
          </div>
        </div>
        <Surfaces />
        <div className="bg-surface max-lg:border-bs max-lg:border-line">
          <Band
            id="ask"
            title={landing.askTitle}
            text={
              <>
                <p className="mbe-5">{landing.askText}</p>
                <Badge tone="current">{fill(landing.running, { host: new URL(appOrigin).host })}</Badge>
              </>
            }
          >
            <Samples origin={appOrigin} projectId={projectId} />
          </Band>
          <Included />
          <Start command={command} />
        </div>
      </main>
      <Foot />
    </>
  );
}

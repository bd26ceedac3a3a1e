import { readFlash } from "#forms/flash";
import { describeLanding, readLanding } from "#steps/link-token";
import { landingPath } from "#steps/next-path";
import { AuthCard } from "#ui/auth-card";
import { buttonLook } from "#ui/button";
import { fillElements } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { Disown } from "./disown";

export const generateMetadata = titled(({ notMe }) => notMe.title);

/** Where a letter about a sign-in leads whoever did not do it. Nothing happens before the button is pressed. */
export default async function NotMePage({ searchParams }: PageProps<"/not-me/continue">) {
  const { notMe, letterLink, refusals, wait } = await getWords();
  const { k } = await searchParams;
  const landing = await readLanding(k);
  const found = landing.kind === "unused" ? await describeLanding(landing, "security.disown") : null;
  if (landing.kind === "unused" && found?.kind === "live") {
    return (
      <AuthCard
        title={notMe.title}
        lede={fillElements(notMe.lede, { account: <b className="font-medium text-ink">{found.maskedLoginId}</b> })}
      >
        <Disown
          token={landing.token}
          here={landingPath("/not-me/continue", k)}
          returned={await readFlash("security.disown")}
          words={{ ...notMe, refusals, wait }}
        />
      </AuthCard>
    );
  }
  if (landing.kind === "used") {
    return (
      <AuthCard title={notMe.done.title} lede={notMe.done.text}>
        <a href="/sign-in" className={buttonLook({ variant: "primary", wide: true })}>
          {notMe.signIn}
        </a>
      </AuthCard>
    );
  }
  const said = landing.kind === "missing" ? letterLink.missing : notMe.dead;
  return (
    <AuthCard title={said.title} lede={said.text}>
      <a href="/forgot" className={buttonLook({ variant: "primary", wide: true })}>
        {notMe.forgot}
      </a>
    </AuthCard>
  );
}

import { redirect } from "next/navigation";
import { readFlash } from "#forms/flash";
import { readNews } from "#session/news";
import { nextPath, withNext } from "#steps/next-path";
import { requireApi } from "#steps/require-api";
import { Alert } from "#ui/alert";
import { AuthCard } from "#ui/auth-card";
import { buttonLook } from "#ui/button";
import { Divider } from "#ui/link-list";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import { KeepApp, KeepPassword } from "./keep-forms";

/** All of it has come back. */
const NOTHING_LEFT = { found: { recoveryCodes: 0, devices: 0 }, password: false, totp: false, untilTime: 0 };

export const generateMetadata = titled(({ setUpBefore }) => setUpBefore.title);

/**
 * What had been set up on the account before its email was confirmed. It has stopped working: whoever set it up may be somebody else. Whoever
 * confirmed the email keeps what they can show.
 */
export default async function SetUpBeforePage({ searchParams }: PageProps<"/account/set-up-before">) {
  const words = await getWords();
  const { account, form, code, setUpBefore, refusals, wait } = words;
  const api = await requireApi("/account/set-up-before");
  const [{ next }, news, before, { loginIds }] = await Promise.all([searchParams, readNews(), api.security.setUpBefore({}), api.me({})]);
  const kept = news === "keptPassword" || news === "keptApp" ? setUpBefore.kept[news] : undefined;
  const said = news === "password" ? account.done.password : kept;
  // There was nothing, or its time is over.
  if (!before && !kept) redirect(nextPath(next));
  const { found, password, totp, untilTime } = before ?? NOTHING_LEFT;
  const minutes = Math.max(1, Math.ceil((untilTime * 1000 - Date.now()) / 60_000));
  const here = withNext("/account/set-up-before", next);
  const mayKeep = password || totp;
  const shared = { loginId: loginIds[0] ?? "", page: here, words: { ...form, ...setUpBefore, code, refusals, wait } };
  const gone = [
    found.recoveryCodes > 0 && setUpBefore.gone.codes,
    found.devices > 0 && fill(setUpBefore.gone.devices, { devices: found.devices }),
  ].filter((line) => line !== false);
  return (
    <AuthCard title={setUpBefore.title} lede={mayKeep ? fill(setUpBefore.lede, { minutes }) : setUpBefore.ledeOver}>
      {said && <Alert tone="success">{said}</Alert>}
      {password && <KeepPassword {...shared} returned={await readFlash("security.keepPassword")} />}
      {password && totp && <Divider>{setUpBefore.and}</Divider>}
      {totp && <KeepApp {...shared} returned={await readFlash("security.keepAuthenticator")} />}
      {gone.length > 0 && (
        <section aria-labelledby="gone" className="grid gap-1.5 text-sm">
          <h2 id="gone" className="text-sm tracking-normal">
            {setUpBefore.gone.title}
          </h2>
          <ul className="grid list-disc gap-1.5 ps-4.5 text-ink-soft">
            {gone.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      {mayKeep ? (
        <p className="text-center">
          <TextLink href={nextPath(next)}>{setUpBefore.without}</TextLink>
        </p>
      ) : (
        <a href={nextPath(next)} className={buttonLook({ variant: "primary", wide: true })}>
          {setUpBefore.goOn}
        </a>
      )}
    </AuthCard>
  );
}

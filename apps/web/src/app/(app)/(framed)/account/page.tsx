import { APP_NAME } from "#brand/name";
import { readFlash } from "#forms/flash";
import { readTrust } from "#session/cookies";
import { readNews } from "#session/news";
import { requireApi } from "#steps/require-api";
import { Alert } from "#ui/alert";
import { Avatar } from "#ui/avatar";
import { Heading } from "#ui/heading";
import { Section } from "#ui/section";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import { getWords, titled } from "#words/get-words";
import type { Phrase } from "#words/message";
import { identify } from "../../account/identity";
import { calledBy, isUnconfirmed, shownUser } from "../../account/shown-user";
import { AccountSummary } from "./account-summary";
import { ConfirmEmail } from "./confirm-email";
import { currentFirst, toDevice, toTrusted } from "./device-of";
import { Devices } from "./devices";
import { History } from "./history";
import { Profile } from "./profile";
import { Security } from "./security";
import { TrustedDevices } from "./trusted-devices";
import { WithoutApp } from "./without-app";
import { YourData } from "./your-data";

export const generateMetadata = titled(({ account }) => account.title);

const EVENTS_SHOWN = 10;
const DEVICES_SHOWN = 5;

export default async function AccountPage() {
  const words = await getWords();
  const {
    account,
    confirm,
    devices,
    form,
    refusals,
    security,
    setUpBefore,
    summary,
    time,
    trusted: trustedWords,
    turnOffApp,
    wait,
    withoutApp,
  } = words;
  const api = await requireApi("/account");
  const [news, user, mine, sessions, signIns, history, overview] = await Promise.all([
    readNews(),
    api.me({}).then(shownUser),
    api.profile.mine({}),
    api.sessions.list({}),
    api.history({}),
    api.security.history({ limit: EVENTS_SHOWN }),
    api.security.overview({}),
  ]);
  const trusted = overview.secondFactor ? await api.security.trustedDevices({}) : undefined;
  const proofs = trusted && trusted.devices.length > 0 ? await readTrust() : [];
  const identity = identify(user, overview);
  const sentences: Readonly<Record<string, Phrase>> = account.done;
  const said = news !== undefined && Object.hasOwn(sentences, news) ? sentences[news] : undefined;
  return (
    <>
      <div className="mbe-8 flex items-center gap-4">
        {mine.picture !== null && <Avatar size="large" name="" picture={mine.picture} />}
        <div className="min-inline-0">
          <Heading>{account.title}</Heading>
          <p className="mbs-1.5 wrap-anywhere text-ink-soft">{calledBy(user)}</p>
        </div>
      </div>
      {said && (
        <div className="mbe-6">
          <Alert tone="success">{fill(said, { app: APP_NAME })}</Alert>
        </div>
      )}
      {overview.wasKept && (
        <div className="mbe-6">
          <Alert tone="success">{account.kept}</Alert>
        </div>
      )}
      {overview.setUpBefore && (
        <div className="mbe-6">
          <Alert tone="warning" role="group" title={setUpBefore.banner.title}>
            <p>{setUpBefore.banner.text}</p>
            <p>
              <TextLink href="/account/set-up-before">{setUpBefore.banner.see}</TextLink>
            </p>
          </Alert>
        </div>
      )}
      {isUnconfirmed(user) && (
        <div className="mbe-6">
          <ConfirmEmail
            identity={identity}
            returned={await readFlash("otp.update.email")}
            words={{ confirmFirst: account.confirmFirst, confirmWords: { confirm, form, refusals, wait } }}
          />
        </div>
      )}
      {identity.isWithoutApp && (
        <WithoutApp
          identity={identity}
          words={{ ...withoutApp, moving: security.addingApp, confirmWords: { confirm, form, refusals, wait } }}
        />
      )}
      <AccountSummary user={user} overview={overview} sessions={sessions} lastSignIn={signIns[0]} />
      <Profile user={user} mine={mine} identity={identity} />
      <Security
        identity={identity}
        overview={overview}
        hasTrusted={(trusted?.devices.length ?? 0) > 0}
        news={news}
        returned={await readFlash("totp.update", "security.setSecondFactor")}
        words={{ ...security, on: summary.on, off: summary.off, turnOffApp, confirm, form, code: words.code, refusals, wait, time }}
      />
      <Devices
        devices={sessions.map((session) => toDevice(session, devices)).sort(currentFirst)}
        news={news}
        shown={DEVICES_SHOWN}
        endsTrust={(trusted?.days ?? 0) > 0}
        here="/account#devices"
        returned={await readFlash("sessions.revoke", "sessions.revokeOthers")}
        words={{ ...devices, refusals, wait, time }}
      />
      {trusted && trusted.days > 0 && (
        <TrustedDevices
          devices={trusted.devices.map((device) => toTrusted(device, proofs, devices)).sort(currentFirst)}
          news={news}
          returned={await readFlash("security.stopTrusting")}
          words={{ ...trustedWords, refusals, wait, time }}
        />
      )}
      <Section id="history" title={words.history.title}>
        <History events={history.events} />
        {history.next !== null && (
          <p className="pbs-3.5 text-sm">
            <TextLink href="/account/history">{words.history.showAll}</TextLink>
          </p>
        )}
      </Section>
      <YourData />
    </>
  );
}

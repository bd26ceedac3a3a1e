import { readFlash } from "#forms/flash";
import { requireApi } from "#steps/require-api";
import { Alert } from "#ui/alert";
import { Heading } from "#ui/heading";
import { getWords, titled } from "#words/get-words";
import { identify } from "../../account/identity";
import { isUnconfirmed, shownUser } from "../../account/shown-user";
import { AccountSummary } from "./account-summary";
import { ConfirmEmail } from "./confirm-email";
import { currentFirst, toDevice } from "./device-of";
import { Devices } from "./devices";
import { History } from "./history";
import { Profile } from "./profile";
import { Security } from "./security";

export const generateMetadata = titled(({ account }) => account.title);

export default async function AccountPage({ searchParams }: PageProps<"/account">) {
  const words = await getWords();
  const { account, confirm, devices, form, refusals, security, time, turnOffApp, wait } = words;
  const api = await requireApi("/account");
  const [{ done }, user, sessions, history, overview] = await Promise.all([
    searchParams,
    api.me({}).then(shownUser),
    api.sessions.list({}),
    api.history({}),
    api.security.overview({}),
  ]);
  const identity = identify(user, overview);
  const news: Readonly<Record<string, string>> = account.done;
  const isNews = typeof done === "string" && Object.hasOwn(news, done);
  return (
    <>
      <div className="mbe-8">
        <Heading>{account.title}</Heading>
        <p className="mbs-1.5 wrap-anywhere text-ink-soft">{user.name || user.email || identity.loginId}</p>
      </div>
      {isNews && (
        <div className="mbe-6">
          <Alert tone="success">{news[done]}</Alert>
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
      <AccountSummary user={user} overview={overview} sessions={sessions} lastSignIn={history[0]} />
      <Profile user={user} />
      <Security
        identity={identity}
        overview={overview}
        returned={await readFlash("totp.update", "security.setSecondFactor")}
        words={{ ...security, turnOffApp, confirm, form, code: words.code, refusals, wait, time }}
      />
      <Devices
        devices={sessions.map((session) => toDevice(session, devices)).sort(currentFirst)}
        returned={await readFlash("sessions.revoke", "sessions.revokeOthers")}
        words={{ ...devices, refusals, wait, time }}
      />
      <History history={history} sessions={sessions} />
    </>
  );
}

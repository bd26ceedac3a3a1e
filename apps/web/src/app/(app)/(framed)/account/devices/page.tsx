import { readFlash } from "#forms/flash";
import { readNews } from "#session/news";
import { requireApi } from "#steps/require-api";
import { Heading } from "#ui/heading";
import { TextLink } from "#ui/text-link";
import { getWords, titled } from "#words/get-words";
import { currentFirst, toDevice } from "../device-of";
import { Devices } from "../devices";

export const generateMetadata = titled(({ devices }) => devices.all);

/** Every place where the user is signed in, each with a name they may give. */
export default async function DevicesPage() {
  const { devices, refusals, wait, time } = await getWords();
  const api = await requireApi("/account/devices");
  const [sessions, { secondFactor }, { days }] = await Promise.all([
    api.sessions.list({}),
    api.security.overview({}),
    api.security.trustedDevices({}),
  ]);
  return (
    <>
      <div className="mbe-8">
        <Heading>{devices.all}</Heading>
        <p className="mbs-1.5 text-sm">
          <TextLink href="/account">{devices.back}</TextLink>
        </p>
      </div>
      <Devices
        devices={sessions.map((session) => toDevice(session, devices)).sort(currentFirst)}
        isNaming
        endsTrust={secondFactor && days > 0}
        news={await readNews()}
        here="/account/devices"
        returned={await readFlash("sessions.revoke", "sessions.revokeOthers", "sessions.nameDevice")}
        words={{ ...devices, refusals, wait, time }}
      />
    </>
  );
}

import type { TotpKey } from "@repo/contract/totp";
import { APP_NAME } from "#brand/name";
import { buttonLook } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { Disclosure } from "#ui/disclosure";
import { ExternalIcon } from "#ui/icons";
import { Divider } from "#ui/link-list";
import { LINK_LOOK } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** A key as people read it off a screen: in groups of four. */
export function groupKey(key: string): string {
  return key.replace(/(.{4})(?=.)/g, "$1 ");
}

interface ScanProps {
  totp: TotpKey;
  account: string;
  words: Words["enrol"];
}

/** Gets the key into an app: opened on this phone, scanned from this screen, or typed. */
export function Scan({ totp, account, words }: ScanProps) {
  const app = { app: APP_NAME };
  const { copy, copied, copyFailed } = words;
  return (
    <section aria-labelledby="add" className="grid grid-cols-1 gap-4">
      <StepTitle id="add" number={1}>
        {fill(words.addTo, app)}
      </StepTitle>
      <div className="grid gap-4 pointer-fine:hidden max-sm:grid!">
        <a href={totp.provisioningURL} className={buttonLook({ wide: true })}>
          <span className="inline-flex items-center gap-2">
            <ExternalIcon className="size-4.5" />
            {words.open}
          </span>
        </a>
        <Divider>{words.orScan}</Divider>
      </div>
      <div className="grid justify-items-center gap-2 text-center">
        <img
          src={`data:image/png;base64,${totp.image}`}
          alt={fill(words.qr, app)}
          className="block-50 inline-50 rounded-lg border border-line bg-paper forced-color-adjust-none"
        />
        <p className="text-sm wrap-anywhere text-ink-faint">
          {fillElements(words.showsUpAs, {
            app: <b className="font-medium text-ink">{APP_NAME}</b>,
            account: <b className="font-medium text-ink">{account}</b>,
          })}
        </p>
      </div>
      <Disclosure title={words.cantScan}>
        <div className="grid gap-4 pbs-1 pbe-4">
          <dl className="grid gap-2">
            <dt className="text-sm text-ink-faint">{words.typeKey}</dt>
            <dd className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-sunken py-1.5 ps-3.5 pe-1.5">
              <code dir="ltr" className="flex-1 basis-52 text-[0.9375rem] leading-relaxed text-balance select-all">
                {groupKey(totp.key)}
              </code>
              <CopyButton text={totp.key} size="small" words={{ copy, copied, copyFailed }} what={words.copyKey} />
            </dd>
          </dl>
          <p className="text-sm text-ink-faint">
            {words.onThisDevice}{" "}
            <a href={totp.provisioningURL} className={LINK_LOOK}>
              {words.openHere}
            </a>
          </p>
        </div>
      </Disclosure>
    </section>
  );
}

/** The title of one of two steps. */
export function StepTitle({ id, number, children }: { id: string; number: 1 | 2; children: string }) {
  return (
    <h2 id={id} className="flex items-baseline gap-2.5 text-base tracking-normal">
      <span className="font-medium text-ink-faint">{number}</span> {children}
    </h2>
  );
}

"use client";

import { RECOVERY_CODES } from "@repo/contract/limits";
import type { Output } from "@repo/contract/operation";
import type { securityOverview } from "@repo/contract/security";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useRef, useState } from "react";
import { arrivedWith, DoneAlert } from "#forms/done-alert";
import type { ReturnedForm } from "#forms/flash";
import { leaveFor } from "#forms/leave-for";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Badge } from "#ui/badge";
import { Button, buttonLook } from "#ui/button";
import { AppIcon, KeyIcon, MailIcon, ShieldIcon } from "#ui/icons";
import { List, ListItem } from "#ui/list";
import { Moment } from "#ui/moment";
import { Section } from "#ui/section";
import { Switch } from "#ui/switch";
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../../account/confirm-dialog";
import type { Identity } from "../../account/identity";
import { useConfirm } from "../../account/use-confirm";
import { SET_UP_APP, SWITCH_TWO_STEP } from "./form-ids";
import { TurnOffApp } from "./turn-off-app";

const ICON = "size-5.5";
/** Where an authenticator leads that is set up. */
const APP_NEXT = "/account?done=app";
/** Where this page's plain forms lead back to. */
const HERE = "/account#security";

type SecurityWords = Words["security"] & ConfirmWords & Pick<Words["summary"], "on" | "off"> & Pick<Words, "turnOffApp" | "code" | "time">;

interface SecurityProps {
  identity: Identity;
  overview: Output<typeof securityOverview>;
  /** Whether the second step is left out in some browser. */
  hasTrusted: boolean;
  /** What was done without script, in one word. */
  news: string | undefined;
  /** Why something was refused that was asked for without script. */
  returned: ReturnedForm | undefined;
  words: SecurityWords;
}

/** The ways into the account, and what can be done about each. */
export function Security({ identity, overview, hasTrusted, news, returned, words }: SecurityProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isTurningOff, setTurningOff] = useState(false);
  const [turnedOff, setTurnedOff] = useState(0);
  const [isLost, setLost] = useState(identity.isWithoutApp);
  const { asksToConfirm, dialog } = useConfirm({ ...identity, isWithoutApp: isLost }, words);
  const { loginId, hasApp, hasPassword, email, twoStep, recoveryCodesLeft } = identity;
  // Nothing more is set up before.
  const isUnconfirmed = email !== "" && !identity.hasEmail;

  const { outcome, isPending, formProps } = useForm({
    words,
    returned,
    asksToConfirm,
    arrived: arrivedWith({ twoStepOn: words.twoStepOn, twoStepOff: words.twoStepOff, appOff: words.turnOffApp.done }, news),
    done(form, location) {
      if (!form.has("required?")) return leaveFor(location);
      // Part of the same transition: pending until the page has come anew.
      startTransition(() => router.refresh());
      return { problems: {}, done: twoStep ? words.twoStepOff : words.twoStepOn };
    },
  });

  useEffect(() => {
    // The button that had the focus has gone.
    if (turnedOff > 0) heading.current?.focus();
  }, [turnedOff]);

  return (
    <Section id="security" title={words.title} note={words.note} headingRef={heading}>
      <DoneAlert done={turnedOff > 0 && !hasApp ? words.turnOffApp.done : outcome.done} />
      <RefusalAlert alert={outcome.alert} />
      <List>
        <ListItem
          icon={<KeyIcon className={ICON} />}
          name={words.password}
          note={hasPassword ? <PasswordNote overview={overview} words={words} /> : words.noPassword}
          action={<LineLink href="/account/password" name={hasPassword ? words.change : words.set} what={words.password} />}
        />
        {email !== "" && (
          <ListItem
            icon={<MailIcon className={ICON} />}
            name={words.emailCode}
            note={fill(words.emailCodeTo, { address: email })}
            action={<Badge tone="quiet">{words.alwaysOn}</Badge>}
          />
        )}
        <ListItem
          icon={<AppIcon className={ICON} />}
          name={words.app}
          note={<AppNote overview={overview} words={words} />}
          isWide={hasApp || isUnconfirmed}
          action={
            <span className="flex flex-wrap gap-2">
              {isUnconfirmed ? (
                !hasApp && <Badge tone="quiet">{words.afterConfirming}</Badge>
              ) : (
                <PostForm
                  action="totp.update"
                  id={SET_UP_APP}
                  name="setUpApp"
                  next={APP_NEXT}
                  back={HERE}
                  also={{ loginId }}
                  {...formProps}
                >
                  <Button type="submit" size="small" pending={isPending("setUpApp")} pendingLabel={words.addingApp}>
                    <span>
                      {hasApp ? words.replace : words.add}
                      <span className="sr-only"> {words.app}</span>
                    </span>
                  </Button>
                </PostForm>
              )}
              {hasApp && (
                <form
                  action="/account/authenticator/remove"
                  onSubmit={(event) => {
                    event.preventDefault();
                    setTurningOff(true);
                  }}
                >
                  <Button type="submit" size="small" variant="danger">
                    <span>
                      {words.turnOff}
                      <span className="sr-only"> {words.app}</span>
                    </span>
                  </Button>
                </form>
              )}
            </span>
          }
        />
        {hasApp && (
          <>
            <ListItem
              icon={<ShieldIcon className={ICON} />}
              name={words.recoveryCodes}
              note={recoveryCodesLeft > 0 ? fill(words.codesLeft, { left: recoveryCodesLeft, all: RECOVERY_CODES }) : words.codesNone}
              action={
                isUnconfirmed ? (
                  <Badge tone="quiet">{words.afterConfirming}</Badge>
                ) : (
                  <LineLink
                    href="/account/recovery-codes"
                    name={recoveryCodesLeft > 0 ? words.makeNew : words.make}
                    what={words.recoveryCodes}
                  />
                )
              }
            />
            <ListItem
              icon={<ShieldIcon className={ICON} />}
              name={<span id="two-step">{words.twoStep}</span>}
              note={
                <span id="two-step-note">
                  {twoStep ? (hasTrusted ? words.twoStepNoteTrusted : words.twoStepNote) : words.twoStepNoteOff}
                </span>
              }
              action={
                isUnconfirmed && !twoStep ? (
                  <Badge tone="quiet">{words.afterConfirming}</Badge>
                ) : (
                  <PostForm
                    action="security.setSecondFactor"
                    id={SWITCH_TWO_STEP}
                    name="switchTwoStep"
                    next={HERE}
                    back={HERE}
                    done={twoStep ? "twoStepOff" : "twoStepOn"}
                    also={{ required: !twoStep }}
                    {...formProps}
                  >
                    <Switch
                      on={twoStep}
                      state={twoStep ? words.on : words.off}
                      pending={isPending("switchTwoStep")}
                      labelledBy="two-step"
                      describedBy="two-step-note"
                    />
                  </PostForm>
                )
              }
            />
          </>
        )}
      </List>
      {isTurningOff && (
        <TurnOffApp
          isLost={isLost}
          onLost={setLost}
          asksToConfirm={asksToConfirm}
          words={words}
          onClose={(isOff) => {
            setTurningOff(false);
            if (!isOff) return;
            setTurnedOff((times) => times + 1);
            startTransition(() => router.refresh());
          }}
        />
      )}
      {dialog}
    </Section>
  );
}

function LineLink({ href, name, what }: { href: "/account/password" | "/account/recovery-codes"; name: string; what: string }) {
  return (
    <a href={href} className={buttonLook({ size: "small" })}>
      <span>
        {name}
        <span className="sr-only"> {what}</span>
      </span>
    </a>
  );
}

function PasswordNote({ overview: { passwordChangedTime }, words }: Pick<SecurityProps, "overview" | "words">) {
  if (passwordChangedTime === null) return null;
  return fillElements(words.passwordChanged, { when: <Moment at={passwordChangedTime} style="day" words={words.time} /> });
}

function AppNote({ overview: { totp }, words }: Pick<SecurityProps, "overview" | "words">) {
  if (totp === null) return words.appNone;
  const added = <Moment at={totp.createdTime} style="day" words={words.time} />;
  if (totp.lastUsedTime === null) return fillElements(words.appAdded, { added });
  return fillElements(words.appUsed, { added, used: <Moment at={totp.lastUsedTime} style="day" words={words.time} /> });
}

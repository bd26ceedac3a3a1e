"use client";

import { DEVICE_NAME_MAX } from "@repo/contract/limits";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useRef } from "react";
import { arrivedWith, DoneAlert } from "#forms/done-alert";
import { TextField } from "#forms/field";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Badge } from "#ui/badge";
import { Button } from "#ui/button";
import { ComputerIcon, PhoneIcon } from "#ui/icons";
import { List, ListItem } from "#ui/list";
import { Moment } from "#ui/moment";
import { Section } from "#ui/section";
import { TextLink } from "#ui/text-link";
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** One session, as its owner knows it. */
export interface SignedInDevice {
  id: string;
  current: boolean;
  /** What the user calls it, else "Firefox on Linux". */
  name: string;
  /** Empty where the user has given it none. */
  givenName: string;
  /** "Firefox on Linux" */
  program: string;
  kind: "phone" | "computer";
  /** "a password"; undefined for a method we have no words for. */
  method: string | undefined;
  /** As the server saw it when it was signed in at. */
  address: string;
  /** epoch seconds */
  createdTime: number;
  /** epoch seconds */
  lastUsedTime: number;
  /** epoch seconds */
  firstSeenTime: number;
}

interface DevicesProps {
  devices: readonly SignedInDevice[];
  /** Whether signing out everywhere else has the other browsers ask for the second step again. */
  endsTrust: boolean;
  /** What was done without script, in one word. */
  news: string | undefined;
  /** How many are shown; the others are on a page of their own. */
  shown?: number;
  /** Whether each can be named here. */
  isNaming?: boolean;
  /** Where this page's plain forms lead back to. */
  here: "/account#devices" | "/account/devices";
  /** Why something was refused that was asked for without script. */
  returned: ReturnedForm | undefined;
  words: Words["devices"] & Pick<Words, "refusals" | "wait" | "time">;
}

/** The form that signs all others out; that of one device is named by its ID. */
const OTHERS = "others";

/** Where the user is signed in, with a way to end each session but this one. */
export function Devices({ devices, shown = devices.length, isNaming = false, here, endsTrust, news, returned, words }: DevicesProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);

  const signedOutOthers = endsTrust ? words.signedOutOthersTrust : words.signedOutOthers;
  const { outcome, isPending, formProps } = useForm({
    words,
    returned,
    arrived: arrivedWith({ device: words.signedOutADevice, devices: signedOutOthers, deviceName: words.saved }, news),
    done(form) {
      // Part of the same transition: pending until the list has come anew.
      startTransition(() => router.refresh());
      if (form.has("name")) return { problems: {}, done: words.saved };
      const device = devices.find(({ id }) => id === form.get("id"));
      return { problems: {}, done: device ? fill(words.signedOutOne, { device: device.name }) : signedOutOthers };
    },
  });

  useEffect(() => {
    // The button that had the focus has gone with its line.
    if (outcome.done && news === undefined) heading.current?.focus();
  }, [outcome, news]);

  const signOutOthers = devices.length > 1 && (
    <PostForm action="sessions.revokeOthers" name={OTHERS} next={here} back={here} done="devices" {...formProps}>
      <Button type="submit" size="small" pending={isPending(OTHERS)} pendingLabel={words.signingOutOthers}>
        {words.signOutOthers}
      </Button>
    </PostForm>
  );

  const ownNote = isNaming ? words.allNote : devices.length > 1 ? words.note : undefined;
  const notes = [ownNote, devices.length > 1 && endsTrust ? words.othersTrustNote : undefined].filter(Boolean);
  return (
    <Section
      id="devices"
      title={words.title}
      note={notes.length > 0 ? notes.join(" ") : undefined}
      action={signOutOthers}
      headingRef={heading}
    >
      <DoneAlert done={outcome.done} />
      <RefusalAlert alert={outcome.alert} />
      <List>
        {devices.slice(0, shown).map((device) => (
          <ListItem
            key={device.id}
            icon={device.kind === "phone" ? <PhoneIcon className="size-5.5" /> : <ComputerIcon className="size-5.5" />}
            name={
              <>
                {device.name} {device.current && <Badge tone="current">{words.thisDevice}</Badge>}
              </>
            }
            note={<DeviceNote device={device} words={words} />}
            action={
              !device.current && (
                <PostForm
                  action="sessions.revoke"
                  name={device.id}
                  next={here}
                  back={here}
                  done="device"
                  also={{ id: device.id }}
                  {...formProps}
                >
                  <Button type="submit" size="small" pending={isPending(device.id)} pendingLabel={words.signingOut}>
                    <span>
                      {words.signOut}
                      <span className="sr-only"> {device.name}</span>
                    </span>
                  </Button>
                </PostForm>
              )
            }
            more={
              isNaming && (
                <Naming device={device} here={here} isPending={isPending(`name ${device.id}`)} formProps={formProps} words={words} />
              )
            }
          />
        ))}
      </List>
      {!isNaming && (
        <p className="pbs-3.5 text-sm">
          <TextLink href="/account/devices">{words.seeAll}</TextLink>
        </p>
      )}
    </Section>
  );
}

interface NamingProps {
  device: SignedInDevice;
  here: DevicesProps["here"];
  isPending: boolean;
  formProps: ReturnType<typeof useForm>["formProps"];
  words: DevicesProps["words"];
}

/** Gives a device a name. Opens without script too. */
function Naming({ device, here, isPending, formProps, words }: NamingProps) {
  return (
    <details className="text-sm">
      <summary className="inline-flex min-block-control-sm cursor-pointer items-center font-medium text-accent">
        <span>
          {words.rename}
          <span className="sr-only"> {device.name}</span>
        </span>
      </summary>
      <PostForm
        action="sessions.nameDevice"
        name={`name ${device.id}`}
        next={here}
        back={here}
        done="deviceName"
        also={{ id: device.id }}
        className="grid grid-cols-1 gap-3 pbe-2 sm:max-inline-96"
        {...formProps}
      >
        <TextField
          name="name"
          id={`name-${device.id}`}
          label={words.nameLabel}
          hint={fill(words.nameHint, { max: DEVICE_NAME_MAX })}
          problem={undefined}
          defaultValue={device.givenName}
          autoComplete="off"
          maxLength={DEVICE_NAME_MAX}
        />
        <div>
          <Button type="submit" size="small" pending={isPending} pendingLabel={words.saving}>
            {words.save}
          </Button>
        </div>
      </PostForm>
    </details>
  );
}

function DeviceNote({ device, words }: { device: SignedInDevice; words: DevicesProps["words"] }) {
  const { time } = words;
  const signedIn = fillElements(device.method ? words.signedInWith : words.signedIn, {
    when: <Moment at={device.createdTime} style="day" words={time} />,
    method: device.method,
  });
  const seen = fillElements(device.current ? words.seenHere : words.seen, {
    first: <Moment at={device.firstSeenTime} style="day" words={time} />,
    last: <Moment at={device.lastUsedTime} style="ago" words={time} />,
  });
  return (
    <>
      {[device.givenName && device.program, device.address].filter(Boolean).join(" · ")}
      <br />
      {signedIn}
      <br />
      {seen}
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { startTransition, useEffect, useRef } from "react";
import { arrivedWith, DoneAlert } from "#forms/done-alert";
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
import { fill, fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

/** Where this page's plain forms lead back to. */
const HERE = "/account#devices";

/** One session, as its owner knows it. */
export interface SignedInDevice {
  id: string;
  current: boolean;
  /** "Firefox on Linux" */
  name: string;
  kind: "phone" | "computer";
  /** "a password"; undefined for a method we have no words for. */
  method: string | undefined;
  /** epoch seconds */
  createdTime: number;
  /** epoch seconds */
  lastUsedTime: number;
}

interface DevicesProps {
  devices: readonly SignedInDevice[];
  /** What was done without script, in one word. */
  news: string | undefined;
  /** Why something was refused that was asked for without script. */
  returned: ReturnedForm | undefined;
  words: Words["devices"] & Pick<Words, "refusals" | "wait" | "time">;
}

/** The form that signs all others out; that of one device is named by its ID. */
const OTHERS = "others";

/** Where the user is signed in, with a way to end each session but this one. */
export function Devices({ devices, news, returned, words }: DevicesProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);

  const { outcome, isPending, formProps } = useForm({
    words,
    returned,
    arrived: arrivedWith({ device: words.signedOutADevice, devices: words.signedOutOthers }, news),
    done(form) {
      // Part of the same transition: pending until the list has come anew.
      startTransition(() => router.refresh());
      const device = devices.find(({ id }) => id === form.get("id"));
      return { problems: {}, done: device ? fill(words.signedOutOne, { device: device.name }) : words.signedOutOthers };
    },
  });

  useEffect(() => {
    // The button that had the focus has gone with its line.
    if (outcome.done && news === undefined) heading.current?.focus();
  }, [outcome, news]);

  const signOutOthers = devices.length > 1 && (
    <PostForm action="sessions.revokeOthers" name={OTHERS} next={HERE} back={HERE} done="devices" {...formProps}>
      <Button type="submit" size="small" pending={isPending(OTHERS)} pendingLabel={words.signingOutOthers}>
        {words.signOutOthers}
      </Button>
    </PostForm>
  );

  return (
    <Section
      id="devices"
      title={words.title}
      note={devices.length > 1 ? words.note : undefined}
      action={signOutOthers}
      headingRef={heading}
    >
      <DoneAlert done={outcome.done} />
      <RefusalAlert alert={outcome.alert} />
      <List>
        {devices.map((device) => (
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
                  next={HERE}
                  back={HERE}
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
          />
        ))}
      </List>
    </Section>
  );
}

function DeviceNote({ device, words }: { device: SignedInDevice; words: DevicesProps["words"] }) {
  const signedIn = fillElements(device.method ? words.signedInWith : words.signedIn, {
    when: <Moment at={device.createdTime} style="day" words={words.time} />,
    method: device.method,
  });
  if (device.current) return signedIn;
  return (
    <>
      {signedIn}
      <br />
      {fillElements(words.lastSeen, { when: <Moment at={device.lastUsedTime} style="ago" words={words.time} /> })}
    </>
  );
}

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
import type { SignedInDevice } from "./devices";

/** Where this page's plain forms lead back to. */
const HERE = "/account#trusted";

/** A browser that is not asked for the app's code, as its owner knows it. */
export interface TrustedDevice extends Pick<SignedInDevice, "id" | "current" | "name" | "kind"> {
  /** epoch seconds */
  createdTime: number;
  /** epoch seconds */
  expiresTime: number;
  /** epoch seconds; null: not since it is trusted */
  lastUsedTime: number | null;
}

interface TrustedDevicesProps {
  devices: readonly TrustedDevice[];
  /** What was done without script, in one word. */
  news: string | undefined;
  /** Why something was refused that was asked for without script. */
  returned: ReturnedForm | undefined;
  words: Words["trusted"] & Pick<Words, "refusals" | "wait" | "time">;
}

/** The form that ends all; that of one is named by its ID. */
const ALL = "all";

/** The browsers in which a sign-in leaves the second step out, with a way to be asked again in each. */
export function TrustedDevices({ devices, news, returned, words }: TrustedDevicesProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);

  const { outcome, isPending, formProps } = useForm({
    words,
    returned,
    arrived: arrivedWith({ trustedBrowser: words.stoppedABrowser, trustedBrowsers: words.stoppedAll }, news),
    done(form) {
      // Part of the same transition: pending until the list has come anew.
      startTransition(() => router.refresh());
      const device = devices.find(({ id }) => id === form.get("id"));
      return { problems: {}, done: device ? fill(words.stoppedOne, { device: device.name }) : words.stoppedAll };
    },
  });

  useEffect(() => {
    // The button that had the focus has gone with its line.
    if (outcome.done && news === undefined) heading.current?.focus();
  }, [outcome, news]);

  const stopAll = devices.length > 1 && (
    <PostForm action="security.stopTrusting" name={ALL} next={HERE} back={HERE} done="trustedBrowsers" {...formProps}>
      <Button type="submit" size="small" pending={isPending(ALL)} pendingLabel={words.stopping}>
        {words.stopAll}
      </Button>
    </PostForm>
  );

  return (
    <Section id="trusted" title={words.title} note={devices.length > 0 ? words.note : words.none} action={stopAll} headingRef={heading}>
      <DoneAlert done={outcome.done} />
      <RefusalAlert alert={outcome.alert} />
      {devices.length > 0 && (
        <List>
          {devices.map((device) => (
            <ListItem
              key={device.id}
              icon={device.kind === "phone" ? <PhoneIcon className="size-5.5" /> : <ComputerIcon className="size-5.5" />}
              name={
                <>
                  {device.name} {device.current && <Badge tone="current">{words.thisBrowser}</Badge>}
                </>
              }
              note={<TrustNote device={device} words={words} />}
              action={
                <PostForm
                  action="security.stopTrusting"
                  name={device.id}
                  next={HERE}
                  back={HERE}
                  done="trustedBrowser"
                  also={{ id: device.id }}
                  {...formProps}
                >
                  <Button type="submit" size="small" pending={isPending(device.id)} pendingLabel={words.stopping}>
                    <span>
                      {words.stop}
                      <span className="sr-only"> {device.name}</span>
                    </span>
                  </Button>
                </PostForm>
              }
            />
          ))}
        </List>
      )}
    </Section>
  );
}

function TrustNote({ device, words }: { device: TrustedDevice; words: TrustedDevicesProps["words"] }) {
  return (
    <>
      {fillElements(words.since, {
        since: <Moment at={device.createdTime} style="day" words={words.time} />,
        until: <Moment at={device.expiresTime} style="day" words={words.time} />,
      })}
      {device.lastUsedTime !== null && (
        <>
          <br />
          {fillElements(words.lastUsed, { when: <Moment at={device.lastUsedTime} style="ago" words={words.time} /> })}
        </>
      )}
    </>
  );
}

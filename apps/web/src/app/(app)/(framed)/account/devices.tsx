"use client";

import { useRouter } from "next/navigation";
import { startTransition, useActionState, useEffect, useRef } from "react";
import { ActionForm } from "#forms/action-form";
import { readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { trpc } from "#trpc";
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
  words: Words["devices"] & Pick<Words, "refusals" | "wait" | "time">;
}

/** The device to sign out, or all but this one. */
type Choice = SignedInDevice | "others";

interface Result {
  /** For the live region. */
  done?: string;
  alert?: AlertContent;
}

/** Where the user is signed in, with a way to end each session but this one. */
export function Devices({ devices, words }: DevicesProps) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const chosen = useRef<Choice>(undefined);

  const [result, signOut, pending] = useActionState(async (_before: Result, choice: Choice): Promise<Result> => {
    try {
      if (choice === "others") await trpc.sessions.revokeOthers.mutate({});
      else await trpc.sessions.revoke.mutate({ id: choice.id });
    } catch (error) {
      return { alert: explainRefusal(readRefusal(error), words) };
    }
    // Part of the same transition: pending until the list has come anew.
    startTransition(() => router.refresh());
    return { done: choice === "others" ? words.signedOutOthers : fill(words.signedOutOne, { device: choice.name }) };
  }, {});

  useEffect(() => {
    // The button that had the focus has gone with its line.
    if (result.done) heading.current?.focus();
  }, [result]);

  function choose(choice: Choice) {
    chosen.current = choice;
    signOut(choice);
  }

  function isPending(choice: Choice): boolean {
    return pending && (choice === "others" || chosen.current === "others" ? choice === chosen.current : choice.id === chosen.current?.id);
  }

  const signOutOthers = devices.length > 1 && (
    <ActionForm operation="sessions.revokeOthers" next={HERE} back={HERE} onSend={() => choose("others")}>
      <Button type="submit" size="small" pending={isPending("others")} pendingLabel={words.signingOutOthers}>
        {words.signOutOthers}
      </Button>
    </ActionForm>
  );

  return (
    <Section
      id="devices"
      title={words.title}
      note={devices.length > 1 ? words.note : undefined}
      action={signOutOthers}
      headingRef={heading}
    >
      <p role="status" className="sr-only">
        {result.done}
      </p>
      <RefusalAlert alert={result.alert} />
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
                <ActionForm operation="sessions.revoke" next={HERE} back={HERE} also={{ id: device.id }} onSend={() => choose(device)}>
                  <Button type="submit" size="small" pending={isPending(device)} pendingLabel={words.signingOut}>
                    <span>
                      {words.signOut}
                      <span className="sr-only"> {device.name}</span>
                    </span>
                  </Button>
                </ActionForm>
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

"use client";

import type { Refused } from "../../../../flash";
import { withNext } from "../../../../next-path";
import { trpc } from "../../../../trpc";
import { arrive } from "../../../../ui/arrive";
import { buttonLook } from "../../../../ui/button";
import type { Words } from "../../../../words";
import { OneClick } from "../../one-click";

interface OpenLinkProps {
  token: string | null;
  /** Where to go afterwards. */
  next: string;
  /** Why the link was refused, where it was sent without script. */
  refused: Refused | undefined;
  words: Omit<Words["openLink"], "title"> & { title: string } & Pick<Words, "refusals" | "wait">;
}

/** Signs in, or does whatever the link was sent for. */
export function OpenLink({ token, next, refused, words }: OpenLinkProps) {
  return (
    <OneClick
      token={token}
      words={words}
      operation="magicLink.verify"
      next={next}
      back={withNext("/link/continue", next)}
      arrived={{ refused }}
      act={async (link) => arrive(await trpc.magicLink.verify.mutate({ token: link }), next)}
      whenDead={
        <a href="/sign-in/link" className={buttonLook({ variant: "primary", wide: true })}>
          {words.askNew}
        </a>
      }
    />
  );
}

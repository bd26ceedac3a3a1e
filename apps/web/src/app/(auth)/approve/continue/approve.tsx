"use client";

import { trpc } from "../../../../trpc";
import type { Words } from "../../../../words";
import { OneClick } from "../../one-click";

/** Lets the window in that shows the number of this link. */
export function Approve({ token, words }: { token: string | null; words: Words["approve"] & Pick<Words, "refusals" | "wait"> }) {
  return (
    <OneClick
      token={token}
      words={words}
      act={async (link) => {
        await trpc.enchantedLink.verify.mutate({ token: link });
      }}
    />
  );
}

"use client";

import type { Refused } from "../../../../flash";
import { trpc } from "../../../../trpc";
import type { Words } from "../../../../words";
import { OneClick } from "../../one-click";

interface ApproveProps {
  token: string | null;
  /** How it ended, where it was sent without script. */
  arrived: { refused: Refused | undefined; done: boolean };
  words: Words["approve"] & Pick<Words, "refusals" | "wait">;
}

/** Lets the window in that shows the number of this link. */
export function Approve({ token, arrived, words }: ApproveProps) {
  return (
    <OneClick
      token={token}
      words={words}
      operation="enchantedLink.verify"
      next="/approve/continue?done=approved"
      back="/approve/continue"
      arrived={arrived}
      act={async (link) => {
        await trpc.enchantedLink.verify.mutate({ token: link });
      }}
    />
  );
}

"use client";

import { type ReactNode, useState } from "react";
import type { Refusal } from "#forms/refusal";
import { ConfirmDialog, type ConfirmWords } from "./confirm-dialog";
import type { Identity } from "./identity";

/**
 * For changes that the server wants fresh proof for (E062132). Where one was refused for want of it, `asksToConfirm(refusal, again)` asks
 * the person to confirm that it is them, and calls `again` when they have. The action that failed ends meanwhile: React holds back every
 * state an action sets until all that are under way have ended, so one that waited for a dialog would freeze it.
 *
 * @returns `asksToConfirm`, and the dialog, to be rendered
 */
export function useConfirm(identity: Identity, words: ConfirmWords) {
  const [asking, setAsking] = useState<{ again(): void }>();
  // The page knows what was missing when it was made: once that is shown, it is the second step that is asked for.
  const [hasConfirmed, setConfirmed] = useState(false);

  function asksToConfirm({ code }: Refusal, again: () => void): boolean {
    if (code !== "E062132") return false;
    setAsking({ again });
    return true;
  }

  function onAnswer(isConfirmed: boolean) {
    setAsking(undefined);
    if (!isConfirmed) return;
    setConfirmed(true);
    asking?.again();
  }

  const known = hasConfirmed ? { ...identity, lacksFirstFactor: false } : identity;
  const dialog: ReactNode = asking && <ConfirmDialog identity={known} words={words} onAnswer={onAnswer} />;
  return { asksToConfirm, dialog };
}

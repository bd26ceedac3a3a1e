import { AppRouterContext, type AppRouterInstance } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { ReturnedForm } from "#forms/flash";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { wordsIn } from "#words/languages";
import { Waiting } from "./waiting";

const { letterWays, verify, waiting, refusals, wait } = wordsIn("en");
const words = { ...waiting, goesTo: verify.goesTo, otherAddress: verify.otherAddress, letterWays, refusals, wait };
const address = "ada@northfold.example";
const flow = {
  step: "link",
  id: "0123456789ab",
  purpose: "signIn",
  loginId: "ada@northfold.example",
  user: undefined,
  maskedEmail: "a***@northfold.example",
  linkId: "42",
  pendingRef: "ref",
  sentAt: 1000,
  next: "/account",
} as const;

function refusal(code: ReturnedForm["code"]): ReturnedForm {
  return { code, values: {}, retryAfterSeconds: undefined };
}

function pageWith({ refusedSession, refusedSend }: { refusedSession?: ReturnedForm; refusedSend?: ReturnedForm }): string {
  const arrived = { refusedSession, refusedSend, resent: false };
  return renderToStaticMarkup(
    // Nothing is clicked here.
    <AppRouterContext value={{} as AppRouterInstance}>
      <Waiting flow={flow} address={address} otherAddressHref="/sign-in/link" secondsAgo={0} arrived={arrived} words={words} />
    </AppRouterContext>,
  );
}

const boxOf = (alert: AlertContent) => renderToStaticMarkup(<RefusalAlert alert={alert} />);

describe("Waiting, come back to without script", () => {
  it("warns where nobody has chosen yet", () => {
    const refused = refusal("E062503");

    expect(pageWith({ refusedSession: refused })).toContain(boxOf({ ...explainRefusal(refused, words), tone: "warning" }));
  });

  it("says of an email that was not sent what it says with script", () => {
    const refused = refusal("E010503");

    expect(pageWith({ refusedSend: refused })).toContain(boxOf(explainRefusal(refused, words)));
  });

  it("says of another number that was chosen only that it is over", () => {
    const page = pageWith({ refusedSession: refusal("E062504") });

    expect(page).toContain(words.ended.title);
    expect(page).not.toContain('role="alert"');
  });
});

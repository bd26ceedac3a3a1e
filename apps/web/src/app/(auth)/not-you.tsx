import { pagePath } from "#session/page-path";
import type { KnownLoginId } from "#steps/known-login-id";
import { NOT_YOU_FORM } from "./not-you-form";

/** What the button "Not you?" of the page sends: the device forgets who was here, and the page comes back empty. Works without script. */
export async function NotYou({ known }: { known: KnownLoginId }) {
  if (!known.isRemembered) return null;
  return (
    <form id={NOT_YOU_FORM} method="post" action="/api/not-you" className="hidden">
      <input type="hidden" name="_back" value={await pagePath()} />
    </form>
  );
}

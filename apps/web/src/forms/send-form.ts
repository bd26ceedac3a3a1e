import type { Refusal } from "./refusal";

/** Where a form that went through leads, or why it was refused. */
export type FormAnswer = { location: string } | { refusal: Refusal };

/** What the handler at /api/form says to a script, and what the server says before a request has come that far. */
interface Body {
  location?: string;
  refusal?: Refusal;
  errorCode?: string;
}

/** What is not ours, a proxy's page for example, says nothing. */
function readBody(text: string): Body {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** Sends a form as the browser would, and reads the answer instead of following it. Never throws. */
export async function sendForm(form: HTMLFormElement, typed: FormData): Promise<FormAnswer> {
  // A field may be named "action".
  const address = form.getAttribute("action") ?? "";
  const body =
    form.enctype === "multipart/form-data" ? typed : new URLSearchParams([...typed].map(([name, value]) => [name, String(value)]));
  try {
    const response = await fetch(address, { method: "POST", headers: { accept: "application/json" }, body });
    const retryAfterSeconds = Number(response.headers.get("retry-after")) || undefined;
    const { location, refusal, errorCode = "E000000" } = readBody(await response.text());
    if (response.ok && location !== undefined) return { location };
    return { refusal: refusal ?? { code: errorCode, retryAfterSeconds } };
  } catch {
    // No connection, or none until the end of the answer.
    return { refusal: { code: "offline", retryAfterSeconds: undefined } };
  }
}

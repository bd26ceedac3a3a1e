import type { Refusal } from "./refusal";

/** Where a form that went through leads, or why it was refused. */
export type FormAnswer = { location: string } | { refusal: Refusal };

/** What the handler at /api/form says to a script, and what the server says before a request has come that far. */
interface Body {
  location?: string;
  refusal?: Refusal;
  errorCode?: string;
}

/** Sends a form as the browser would, and reads the answer instead of following it. Never throws. */
export async function sendForm(form: HTMLFormElement, typed: FormData): Promise<FormAnswer> {
  // A field may be named "action".
  const address = form.getAttribute("action") ?? "";
  const fields = [...typed].map(([name, value]) => [name, String(value)]);
  let response: Response;
  try {
    response = await fetch(address, { method: "POST", headers: { accept: "application/json" }, body: new URLSearchParams(fields) });
  } catch {
    return { refusal: { code: "offline", retryAfterSeconds: undefined } };
  }
  // What is not ours, a proxy's for example, has nothing to say.
  const { location, refusal, errorCode = "E000000" } = (await response.json().catch(() => ({}))) as Body;
  if (response.ok && location !== undefined) return { location };
  return { refusal: refusal ?? { code: errorCode, retryAfterSeconds: Number(response.headers.get("retry-after")) || undefined } };
}

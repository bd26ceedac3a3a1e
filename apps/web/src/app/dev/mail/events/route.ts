import { getServer } from "#server/deps";
import { requireDevelopment } from "../../require-development";

/** Says when the mailbox has changed, for as long as the page is open (server-sent events). */
export async function GET(): Promise<Response> {
  await requireDevelopment();
  const { mailbox } = await getServer();
  let leave = () => {};
  const events = new ReadableStream({
    start(controller) {
      // A first line, so that the browser knows that it is connected.
      controller.enqueue(": hello\n\n");
      leave = mailbox?.subscribe(() => controller.enqueue("data: changed\n\n")) ?? leave;
    },
    cancel: () => leave(),
  }).pipeThrough(new TextEncoderStream());
  // no-transform: a compressor would hold lines back.
  return new Response(events, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-store, no-transform" } });
}

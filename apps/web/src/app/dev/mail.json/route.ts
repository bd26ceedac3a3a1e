import { getServer } from "#server/deps";
import { requireDevelopment } from "../require-development";

const headers = { "Cache-Control": "no-store" };

/** The letters of the mailbox, newest first, for tests and scripts; with `?to=ada@northfold.example` those for one address. */
export async function GET(request: Request): Promise<Response> {
  await requireDevelopment();
  const { mailbox } = await getServer();
  if (!mailbox) return Response.json({ error: "SMTP_URL is set: letters go out" }, { status: 404, headers });
  const wanted = new URL(request.url).searchParams.get("to")?.toLowerCase();
  const letters = mailbox.list().filter(({ to }) => wanted === undefined || to.toLowerCase() === wanted);
  return Response.json(
    letters.map(({ id, to, subject, code, text, date, refused }) => ({ id, to, subject, code, text, at: date, refused })),
    { headers },
  );
}

/** Empties the mailbox. */
export async function DELETE(): Promise<Response> {
  await requireDevelopment();
  const { mailbox } = await getServer();
  mailbox?.clear();
  return new Response(null, { status: 204, headers });
}

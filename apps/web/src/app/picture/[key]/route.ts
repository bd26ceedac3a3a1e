import { getServer } from "#server/deps";

/** A day, in the browser of who has seen it: the address is another for each picture, and one that was removed is soon forgotten. */
const KEEP = "private, max-age=86400, immutable";

/**
 * A picture that somebody has uploaded, for whoever knows its address: it stands in the user object, and nobody can guess it. Other sites may
 * show it (page-headers.ts), and no cache that people share keeps it.
 */
export async function GET(_request: Request, { params }: { params: Promise<{ key: string }> }): Promise<Response> {
  const { key } = await params;
  const picture = await (await getServer()).readPicture(key);
  if (!picture) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(picture, {
    headers: { "content-type": "image/webp", "cache-control": KEEP, "content-disposition": 'inline; filename="picture.webp"' },
  });
}

import { describe, expect, it } from "vitest";
import { GET } from "./route";

const ask = (ifNoneMatch?: string) =>
  GET(new Request("http://localhost/openapi.json", { ...(ifNoneMatch !== undefined && { headers: { "if-none-match": ifNoneMatch } }) }));

describe("GET /openapi.json", () => {
  it("answers the document, under a short life and an ETag", async () => {
    const answer = ask();

    expect(await answer.json()).toMatchObject({ openapi: "3.1.0" });
    expect(Object.fromEntries(answer.headers)).toEqual({
      "cache-control": "public, max-age=300",
      "content-type": "application/json; charset=utf-8",
      etag: expect.stringMatching(/^"[\w-]{22}"$/),
    });
  });

  it("6.20: answers 304 to who has it, however the tag is sent", () => {
    const etag = ask().headers.get("etag") ?? "";

    expect([etag, `W/${etag}`, `"a", W/${etag}`, "*"].map((sent) => ask(sent).status)).toEqual([304, 304, 304, 304]);
    expect(ask('"a"').status).toBe(200);
  });
});

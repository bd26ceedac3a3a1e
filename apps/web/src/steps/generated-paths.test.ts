import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFlow } from "./flow";
import { nextPath, withNext } from "./next-path";

const SITE = "https://app.example";

/** What open redirects are made of. */
const pieces = fc.constantFrom(
  ...["/", "//", "\\", "\\\\", ".", "..", "/.", "/..", "@", ":", "?", "#", "&", "=", ";", "evil.example", "app.example", "account"],
  ...["https:", "http:", "javascript:", "data:", "%2f", "%2F", "%5c", "%2e", "%09", "%0d%0a", "%00", "%25", "\t", "\n", "\r", "\0", " "],
  ...["\u007f", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u2028", "\u3002", "\uff0f", "\uff3c", "\ufeff", "\ud800", "<", ">", '"', "|"],
);
const values = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(fc.constantFrom("/", ""), fc.array(pieces, { maxLength: 10 })).map(([start, parts]) => start + parts.join("")),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.webUrl() },
);

/** A path of this site for a browser, for RFC 3986's grammar, and for whoever splits a header at its line breaks. */
function expectPathOfThisSite(path: string): void {
  expect(new URL(path, `${SITE}/sign-in`).origin).toBe(SITE);
  expect(path).toMatch(/^\/(?!\/)/);
  expect(path).not.toMatch(/[\\\p{Cc}]/u);
}

describe("nextPath, withNext", () => {
  it("6.6, H4: stay on this site, whatever they are given", () => {
    let followed = 0;
    fc.assert(
      fc.property(values, (value) => {
        const path = nextPath(value);

        expectPathOfThisSite(path);
        // What has been read once is not read otherwise the next time.
        expect(nextPath(path)).toBe(path);
        const carried = new URL(withNext("/sign-in", value), SITE).searchParams.get("next");
        expect(nextPath(carried ?? undefined)).toBe(path);
        if (carried !== null) followed += 1;
      }),
      { numRuns: 5000 },
    );
    expect(followed).toBeGreaterThan(0);
  });
});

describe("parseFlow", () => {
  const whatever = fc.oneof(fc.jsonValue(), values);
  const fields = fc.record(
    {
      step: fc.constantFrom("code", "link", "app", "reset", "other"),
      purpose: fc.oneof(fc.constantFrom("signUp", "signIn", "email", "add", "replace"), whatever),
      method: fc.oneof(fc.constantFrom("magiclink", "otp"), whatever),
      loginId: fc.oneof(fc.emailAddress(), whatever),
      maskedEmail: fc.oneof(fc.constant("a***@example.com"), whatever),
      linkId: fc.oneof(fc.stringMatching(/^\d\d$/), whatever),
      pendingRef: fc.oneof(fc.constant("abc"), whatever),
      key: fc.oneof(fc.stringMatching(/^[A-Z2-7]{32}$/), whatever),
      wrongTries: fc.oneof(fc.nat(5), whatever),
      next: values,
    },
    { requiredKeys: ["step", "purpose", "loginId", "maskedEmail", "next"] },
  );

  it("6.1, 6.6, H5: takes a flow or nothing, and a flow leads nowhere else", () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 5, arbitrary: fields }, { weight: 1, arbitrary: fc.jsonValue() }), (value) => {
        const flow = parseFlow(value);

        if (flow === null) return;
        taken += 1;
        if ("next" in flow) expectPathOfThisSite(flow.next);
      }),
      { numRuns: 3000 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});

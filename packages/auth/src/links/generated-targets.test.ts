import { isApiError } from "@repo/contract/errors";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScene, type Scene } from "../testing/scene";
import { linkTarget, withToken } from "./target";

const OURS = "https://app.example";

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ appOrigin: OURS, approvedDomains: ["shop.example", "*.partner.example"], localhostApproved: true });
});

afterAll(() => scene.close());

/** What open redirects are made of, and what they want to be mistaken for. */
const pieces = fc.constantFrom(
  ...[
    "https:",
    "http:",
    "HTTPS:",
    "javascript:",
    "data:",
    "blob:",
    "ftp:",
    "//",
    "/",
    "\\",
    "///",
    "\\\\",
    "@",
    ":",
    "#",
    "?",
    "&",
    ";",
    ",",
  ],
  ...["app.example", "shop.example", "a.partner.example", "partner.example", "evil.example", "localhost", "127.0.0.1", "[::1]", "0x7f.1"],
  ...[
    "user",
    "secret",
    ":443",
    ":8443",
    ".",
    "..",
    "%2e",
    "%2f",
    "%5c",
    "%40",
    "%23",
    "%00",
    "\t",
    "\n",
    "\r",
    "\0",
    " ",
    "\u00ad",
    "\u200b",
  ],
  ...["\u3002", "\uff0f", "\uff20", "\u2044", "xn--", "\ud800", "next=", "t=x", "|", "^", "[", "]", "<", ">", '"', "'", "*", "-"],
);
const targets = fc.oneof(
  { weight: 4, arbitrary: fc.array(pieces, { maxLength: 10 }).map((parts) => parts.join("")) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom("https://", "http://", "https:/", "//"), fc.array(pieces, { minLength: 1, maxLength: 8 }))
      .map(([scheme, parts]) => scheme + parts.join("")),
  },
  { weight: 1, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

/** Host and credentials as RFC 3986, appendix B, splits them: what a reader sees who is no browser. */
function readAuthority(url: string): { scheme?: string; authority?: string } {
  const [, scheme, authority] = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?/.exec(url) ?? [];
  return { scheme, authority };
}

function isApprovedAuthority(authority: string): boolean {
  if (authority === "app.example") return true;
  return /^(shop\.example|[^@]*\.partner\.example|localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(authority);
}

describe("linkTarget", () => {
  it("6.6, H4: leads to an approved host or nowhere, whatever is asked for and whoever reads it", () => {
    let followed = 0;
    fc.assert(
      fc.property(targets, (target) => {
        try {
          const written = withToken(linkTarget(scene.deps, target, "/link"), "C1.secret");

          const { scheme, authority = "" } = readAuthority(written);
          expect(["https", "http"]).toContain(scheme);
          expect(isApprovedAuthority(authority) || new URL(written).origin === OURS).toBe(true);
          expect(new URL(written).searchParams.getAll("t")).toEqual(["C1.secret"]);
          followed += 1;
        } catch (error) {
          if (!isApiError(error) || error.code !== "E011004") throw error;
        }
      }),
      { numRuns: 3000 },
    );
    // A check that refuses everything would pass all of the above.
    expect(followed).toBeGreaterThan(0);
  });
});

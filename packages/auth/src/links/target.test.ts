import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resetPassword } from "../password/change";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene } from "../testing/scene";
import { requestEnchantedSignIn, requestEnchantedSignUp, requestEnchantedSignUpOrIn, requestEnchantedUpdate } from "./enchanted-link";
import { requestSignInLink, requestSignUpLink, requestSignUpOrInLink, requestUpdateLink } from "./magic-link";
import { linkTarget, withToken } from "./target";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ appOrigin: "https://app.example", approvedDomains: ["shop.example", "*.shop.example"] });
});

afterEach(() => scene.close());

// Each wants to be taken for ours, or for an approved domain, and to end up elsewhere: by another parser, another scheme, or credentials.
const HOSTILE = [
  "//evil.example",
  "///evil.example",
  "////evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/%2f/evil.example",
  "%2f%2fevil.example",
  "/%5cevil.example",
  "https:evil.example",
  "https:/evil.example",
  "https:///evil.example",
  "https:\\\\evil.example",
  "https://evil.example",
  "http://evil.example/https://app.example",
  "https://evil.example?https://app.example",
  "https://evil.example#https://app.example",
  "https://app.example@evil.example",
  "https://app.example:443@evil.example",
  "https://app.example%40evil.example",
  "https://app.example\\@evil.example",
  "https://app.example\\.evil.example",
  "https://evil.example\\app.example",
  "https://app.example.evil.example",
  "http://shop.example",
  "https://shop.example:8443",
  "https://shop.example.evil.example",
  "https://evilshop.example",
  "https://evil.example/.shop.example",
  "https://evil.example%23.shop.example",
  "https://evil.example\u3002shop.example.evil.example",
  "https://\u0430pp.example",
  "https://app.example\t.evil.example",
  "https://app.example\n.evil.example",
  "ht\ntps://evil.example",
  "\thttps://evil.example",
  " https://app.example",
  "https://app.example/ evil",
  "\u0000https://app.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "javascript://app.example/%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:msgbox(1)",
  "blob:https://app.example/1",
  "file:///etc/passwd",
  "ftp://app.example",
  "mailto:evil@evil.example",
  "http://app.example",
  "https://app.example:8443",
  "https://user:secret@shop.example",
  "/link",
  "app.example",
];

describe("linkTarget", () => {
  it("6.6, H4: is tried with at least 40 hostile targets", () => {
    expect(new Set(HOSTILE).size).toBeGreaterThanOrEqual(40);
  });

  it.each(HOSTILE)("6.6, H4: refuses %j with E011004", (target) => {
    expect(() => linkTarget(scene.deps, target, "/link")).toThrow(expect.objectContaining({ code: "E011004", status: 400 }));
  });

  it.each([
    ["our own page for nothing", undefined, "https://app.example/link"],
    ["our own page for an empty one", "", "https://app.example/link"],
    ["a page of ours", "https://app.example/welcome", "https://app.example/welcome"],
    ["an approved host", "https://shop.example/back?cart=1", "https://shop.example/back?cart=1"],
    ["a host below an approved one", "https://www.shop.example/back", "https://www.shop.example/back"],
  ])("is %s", (_, target, expected) => {
    expect(linkTarget(scene.deps, target, "/link").href).toBe(expected);
  });
});

describe("withToken", () => {
  it.each([
    ["https://app.example/link", "https://app.example/link?t=a.b-c_d"],
    ["https://app.example/link?x=1", "https://app.example/link?x=1&t=a.b-c_d"],
    ["https://app.example/link?t=theirs&t=again", "https://app.example/link?t=a.b-c_d"],
    ["https://app.example/#/route?x=1", "https://app.example/?t=a.b-c_d#/route?x=1"],
  ])("adds the token to %s", (target, expected) => {
    expect(withToken(new URL(target), "a.b-c_d")).toBe(expected);
  });
});

describe("every request for a link", () => {
  const urlsOf = (letters: Awaited<ReturnType<typeof collectLetters>>) =>
    letters.flatMap((letter) => {
      if (letter.kind === "magicLink") return [letter.props.url];
      return letter.kind === "enchantedLink" ? letter.props.links.map(({ url }) => url) : [];
    });

  /** All of them, for different addresses, so that no limit is in the way. */
  async function requests(URI?: string): Promise<(() => Promise<unknown>)[]> {
    const { deps } = scene;
    const { refreshJwt } = await enter(deps, ADA);
    await deps.store.users.setVerifiedEmail((await deps.store.users.findIdByLoginId(ADA)) ?? "", ADA, deps.clock.now());
    const caller = testCaller(deps, refreshJwt);
    const more = URI === undefined ? {} : { URI };
    return [
      () => requestSignUpLink(deps, { loginId: "a@example.com", ...more }, caller),
      () => requestSignInLink(deps, { loginId: ADA, ...more }, caller),
      () => requestSignUpOrInLink(deps, { loginId: "b@example.com", ...more }, caller),
      () => requestUpdateLink(deps, { loginId: ADA, email: "c@example.com", ...more }, caller),
      () => requestEnchantedSignUp(deps, { loginId: "d@example.com", ...more }, caller),
      () => requestEnchantedSignIn(deps, { loginId: ADA, ...more }, caller),
      () => requestEnchantedSignUpOrIn(deps, { loginId: "e@example.com", ...more }, caller),
      () => requestEnchantedUpdate(deps, { loginId: ADA, email: "f@example.com", ...more }, caller),
      () => resetPassword(deps, { loginId: ADA, ...(URI !== undefined && { redirectUrl: URI }) }, caller),
    ];
  }

  // A caller has no host to give: what a request's Host header says is not part of it.
  it("R2, 6.11: leads to our own pages at the configured origin", async () => {
    for (const request of await requests()) await request();

    const pages = urlsOf(await collectLetters(scene.deps)).map((url) => url.replace(/\?t=C[0-9A-Za-z]{27}\.[\w-]{43}$/, ""));
    expect(pages).toEqual([
      ...new Array(4).fill("https://app.example/link"),
      ...new Array(12).fill("https://app.example/approve"),
      "https://app.example/reset-password",
    ]);
  });

  it("leads to an approved target when one is named", async () => {
    for (const request of await requests("https://shop.example/back")) await request();

    const targets = urlsOf(await collectLetters(scene.deps)).map((url) => url.split("?")[0]);
    expect(targets).toEqual(new Array(17).fill("https://shop.example/back"));
  });

  it("6.6: refuses another target before anything is stored, counted or mailed", async () => {
    for (const request of await requests("https://evil.example")) expect(await outcomeOf(request())).toBe("E011004");

    expect(await scene.prisma.challenge.count()).toBe(0);
    expect(await scene.prisma.budget.count()).toBe(0);
    expect(await scene.prisma.outboxLetter.count()).toBe(0);
  });
});

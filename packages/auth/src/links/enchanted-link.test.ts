import { createHash, randomBytes } from "node:crypto";
import type { LoginOptions } from "@repo/contract/login-options";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene } from "../testing/scene";
import {
  collectEnchantedSession,
  declineEnchantedLink,
  requestEnchantedSignUpOrIn,
  requestEnchantedUpdate,
  verifyEnchantedLink,
} from "./enchanted-link";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** A device waits: what it polls with, and the tokens of the right link and the two wrong ones. */
async function wait(loginOptions: LoginOptions = {}) {
  const { pendingRef, linkId } = await requestEnchantedSignUpOrIn(scene.deps, { loginId: ADA, loginOptions }, testCaller(scene.deps));
  const [right = "", ...wrong] = await collectTokens(scene.deps, linkId);
  return { pendingRef, right, wrong };
}

function open(token: string, pkceVerifier?: string) {
  return verifyEnchantedLink(scene.deps, { token, ...(pkceVerifier !== undefined && { pkceVerifier }) }, testCaller(scene.deps));
}

function poll(pendingRef: string) {
  return collectEnchantedSession(scene.deps, { pendingRef }, testCaller(scene.deps));
}

describe("requestEnchantedSignUpOrIn", () => {
  it("mails three links under different two-digit numbers, one of them the waiting device's", async () => {
    const { linkId, maskedEmail } = await requestEnchantedSignUpOrIn(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [letter] = await collectLetters(scene.deps);
    if (letter?.kind !== "enchantedLink") return expect.fail("no enchanted link was mailed");
    const { links, minutes } = letter.props;

    const numbers = links.map(({ number }) => number);
    expect(numbers.every((number) => /^[1-9]\d$/.test(number))).toBe(true);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers).toContain(linkId);
    expect(new Set(links.map(({ url }) => url)).size).toBe(3);
    expect({ maskedEmail, minutes }).toEqual({ maskedEmail: "a***@example.com", minutes: 10 });
  });

  it("puts the right one in any of the three places", async () => {
    const places = new Set<number>();
    for (let index = 0; places.size < 3 && index < 100; index++) {
      const { linkId } = await requestEnchantedSignUpOrIn(scene.deps, { loginId: `${index}@example.com` }, testCaller(scene.deps));
      const [letter] = await collectLetters(scene.deps);
      if (letter?.kind === "enchantedLink") places.add(letter.props.links.findIndex(({ number }) => number === linkId));
    }

    expect([...places].sort()).toEqual([0, 1, 2]);
  });

  it("keeps neither the tokens nor the waiting device's reference in clear", async () => {
    const { pendingRef, right, wrong } = await wait();

    const row = JSON.stringify(await scene.prisma.challenge.findFirstOrThrow());

    expect([pendingRef, right, ...wrong].map((token) => token.split(".").at(-1) ?? "").filter((secret) => row.includes(secret))).toEqual(
      [],
    );
  });
});

describe("the waiting device", () => {
  it("is answered E062503 until the right link is opened, and then once with a session", async () => {
    const { pendingRef, right } = await wait();

    expect(await outcomesOf(600, () => poll(pendingRef))).toEqual(new Array(600).fill("E062503"));
    expect(await open(right)).toEqual({});
    expect(await poll(pendingRef)).toMatchObject({ firstSeen: true, claims: { amr: ["email"] }, user: { verifiedEmail: true } });
    expect(await outcomeOf(poll(pendingRef))).toBe("E062504");
  });

  it.each([1, 2, 3])("2.2: gets one session of 50 polls at once (round %i)", async () => {
    const { pendingRef, right } = await wait();
    await open(right);

    expect(await outcomesAtOnce(50, () => poll(pendingRef))).toEqual({ done: 1, E062504: 49 });
    expect(await scene.prisma.session.count()).toBe(1);
  });

  it("gets nothing 10 minutes after it asked, though the link was opened", async () => {
    const { pendingRef, right } = await wait();
    scene.deps.clock.advance({ seconds: 599 });
    expect(await outcomeOf(poll(pendingRef))).toBe("E062503");
    await open(right);

    scene.deps.clock.advance({ seconds: 1 });

    expect(await outcomeOf(poll(pendingRef))).toBe("E062504");
  });

  it.each(["", "nonsense", "A".repeat(43)])("is answered E062504 when it asks with %j", async (pendingRef) => {
    await wait();

    expect(await outcomeOf(poll(pendingRef))).toBe("E062504");
  });

  it("signs in from its own place: the session is the poller's, not the reader's", async () => {
    const { pendingRef, right } = await wait();
    await verifyEnchantedLink(
      scene.deps,
      { token: right },
      testCaller(scene.deps, undefined, { address: "203.0.113.9", userAgent: "Phone/1.0" }),
    );

    await collectEnchantedSession(
      scene.deps,
      { pendingRef },
      testCaller(scene.deps, undefined, { address: "198.51.100.7", userAgent: "Laptop/1.0" }),
    );

    expect(await scene.prisma.session.findMany()).toMatchObject([{ address: "198.51.100.7", userAgent: "Laptop/1.0" }]);
  });
});

describe("opening a link", () => {
  it("takes the right one once", async () => {
    const { right } = await wait();

    expect(await outcomesAtOnce(50, () => open(right))).toEqual({ done: 1, E062504: 49 });
  });

  it("signs nobody in where it is opened", async () => {
    const { right } = await wait();
    await open(right);

    expect(await scene.prisma.session.count()).toBe(0);
    expect(await scene.prisma.user.count()).toBe(0);
  });

  // Whoever opens a link without seeing the other screen did not ask: one wrong guess of three ends it.
  it.each([0, 1])("ends the attempt with a wrong one (%i)", async (index) => {
    const { pendingRef, right, wrong } = await wait();

    await expect(open(wrong[index] ?? "")).rejects.toMatchObject({ code: "E062504", message: expect.stringContaining("token") });
    expect(await outcomeOf(open(right))).toBe("E062504");
    expect(await outcomeOf(poll(pendingRef))).toBe("E062504");
  });

  it("leaves the attempt alone for a token that is none of the three", async () => {
    const { pendingRef, right } = await wait();
    const [id, secret = ""] = right.split(".");

    for (const token of ["", ".", id ?? "", `${id}.`, `${id}.${secret.slice(1)}`, `${id}.${"A".repeat(43)}`]) {
      expect(await outcomeOf(open(token))).toBe("E062504");
    }
    expect(await outcomeOf(poll(pendingRef))).toBe("E062503");
    expect(await outcomeOf(open(right))).toBe("done");
  });

  it("leaves other attempts alive", async () => {
    const first = await wait();
    const second = await wait();
    expect(await outcomeOf(open(first.wrong[0] ?? ""))).toBe("E062504");

    await open(second.right);

    expect(await outcomeOf(poll(second.pendingRef))).toBe("done");
  });

  it("answers E062504 after 10 minutes", async () => {
    const { right } = await wait();
    scene.deps.clock.advance({ minutes: 10 });

    expect(await outcomeOf(open(right))).toBe("E062504");
  });
});

// With PKCE a link that leaks opens nothing: only who asked has the verifier.
describe("PKCE", () => {
  const verifier = randomBytes(32);
  const digest = createHash("sha256").update(verifier).digest();

  it.each([
    ["base64", digest.toString("base64"), verifier.toString("base64")],
    ["base64url", digest.toString("base64url"), verifier.toString("base64url")],
  ])("takes the verifier of the challenge, in %s", async (_, pkceChallenge, pkceVerifier) => {
    const { pendingRef, right } = await wait({ pkceChallenge });

    await open(right, pkceVerifier);

    expect(await outcomeOf(poll(pendingRef))).toBe("done");
  });

  it.each([
    ["none", undefined],
    ["an empty one", ""],
    ["another", randomBytes(32).toString("base64")],
    ["the challenge itself", digest.toString("base64")],
  ])("refuses %s, and keeps the link alive for who has the right one", async (_, pkceVerifier) => {
    const { pendingRef, right } = await wait({ pkceChallenge: digest.toString("base64") });

    expect(await outcomeOf(open(right, pkceVerifier))).toBe("E062504");
    expect(await outcomeOf(poll(pendingRef))).toBe("E062503");
    expect(await outcomeOf(open(right, verifier.toString("base64")))).toBe("done");
  });

  it("opens nothing with a challenge that is no SHA-256", async () => {
    const { right } = await wait({ pkceChallenge: "nonsense" });

    expect(await outcomeOf(open(right, verifier.toString("base64")))).toBe("E062504");
  });
});

describe("a change of address by enchanted link", () => {
  it("happens when the waiting device collects it", async () => {
    const signedIn = await enter(scene.deps, ADA);
    const caller = testCaller(scene.deps, signedIn.refreshJwt);
    const { pendingRef, linkId } = await requestEnchantedUpdate(scene.deps, { loginId: ADA, email: "new@example.com" }, caller);
    const [token = ""] = await collectTokens(scene.deps, linkId);
    await open(token);

    expect((await poll(pendingRef)).user).toMatchObject({ userId: signedIn.user.userId, email: "new@example.com", verifiedEmail: true });
  });
});

describe("declineEnchantedLink", () => {
  const decline = (token: string) => declineEnchantedLink(scene.deps, { token });

  it("R36: ends the attempt by any of the three links, for good, and tells the device that waits", async () => {
    for (const place of [0, 1, 2]) {
      const { pendingRef, right, wrong } = await wait();
      const tokens = [right, ...wrong];

      await decline(tokens[place] ?? "");

      expect(await outcomeOf(poll(pendingRef))).toBe("E062505");
      expect(await outcomesOf(3, (index) => open(tokens[index] ?? ""))).toEqual(Array(3).fill("E062504"));
      expect(await outcomeOf(poll(pendingRef))).toBe("E062505");
    }
  });

  it("R36: ends it once of many at once, also where the right number was chosen before, and not after the session was collected", async () => {
    const first = await wait();
    await open(first.right);
    const outcomes = await outcomesAtOnce(10, () => decline(first.wrong[0] ?? ""));
    expect(outcomes).toEqual({ done: 1, E062504: 9 });
    expect(await outcomeOf(poll(first.pendingRef))).toBe("E062505");

    const second = await wait();
    await open(second.right);
    await poll(second.pendingRef);
    expect(await outcomeOf(decline(second.wrong[0] ?? ""))).toBe("E062504");
  });

  it("R36: takes no token but those of the letter, and none that is too old", async () => {
    const { pendingRef, right } = await wait();

    for (const token of [`${right}x`, right.split(".")[0] ?? "", ".", ""]) expect(await outcomeOf(decline(token)), token).toBe("E062504");
    expect(await outcomeOf(poll(pendingRef))).toBe("E062503");
    scene.deps.clock.advance({ minutes: 10 });
    expect(await outcomeOf(decline(right))).toBe("E062504");
    expect(await outcomeOf(poll(pendingRef))).toBe("E062504");
  });
});

import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  collectEnchantedSession,
  requestEnchantedSignIn,
  requestEnchantedSignUpOrIn,
  requestEnchantedUpdate,
  verifyEnchantedLink,
} from "../links/enchanted-link";
import { requestSignInLink, requestSignUpOrInLink, requestUpdateLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpOrInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectCode, collectLetters, collectTokens, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesOf } from "../testing/outcome";
import {
  ADA,
  addTenant,
  BOB,
  enter,
  openScene,
  proveAddresses,
  refresh,
  type Scene,
  sealedCaller,
  sessionIdOf,
  userOf,
  visitor,
} from "../testing/scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Somebody signed in at a page. */
async function atPage(loginId: string): Promise<{ answer: JWTResponse; caller: TestCaller }> {
  const answer = await enter(scene.deps, loginId, {}, visitor(scene.deps));
  return { answer, caller: sealedCaller(scene.deps, sessionIdOf(answer)) };
}

function verify(code: string, loginId: string, caller = testCaller(scene.deps)): Promise<JWTResponse> {
  return verifyEmailCode(scene.deps, { loginId, code }, caller);
}

type Open = (caller: TestCaller) => Promise<unknown>;
interface Way {
  update(caller: TestCaller, input: { loginId: string; email: string; addToLoginIDs?: boolean }): Promise<Open>;
  confirm(caller: TestCaller, input: { loginId: string; loginOptions: object }): Promise<Open>;
  signUpOrIn(caller: TestCaller, input: { loginId: string; loginOptions?: object }): Promise<Open>;
}

/** Opens the link of the newest letter. */
async function magicLink(): Promise<Open> {
  const [token = ""] = await collectTokens(scene.deps);
  return (caller) => verifyMagicLink(scene.deps, { token }, caller);
}

async function code(loginId: string): Promise<Open> {
  const digits = await collectCode(scene.deps);
  return (caller) => verify(digits, loginId, caller);
}

/** Opens the right link of three, then collects the session on the device that asked. */
async function enchanted(asker: TestCaller, { linkId, pendingRef }: { linkId: string; pendingRef: string }): Promise<Open> {
  const [token = ""] = await collectTokens(scene.deps, linkId);
  return async (caller) => {
    await verifyEnchantedLink(scene.deps, { token }, caller);
    return collectEnchantedSession(scene.deps, { pendingRef }, asker);
  };
}

const WAYS: Record<string, Way> = {
  code: {
    update: (caller, input) => requestUpdateCode(scene.deps, input, caller).then(() => code(input.loginId)),
    confirm: (caller, input) => requestSignInCode(scene.deps, input, caller).then(() => code(input.loginId)),
    signUpOrIn: (caller, input) => requestSignUpOrInCode(scene.deps, input, caller).then(() => code(input.loginId)),
  },
  link: {
    update: (caller, input) => requestUpdateLink(scene.deps, input, caller).then(magicLink),
    confirm: (caller, input) => requestSignInLink(scene.deps, input, caller).then(magicLink),
    signUpOrIn: (caller, input) => requestSignUpOrInLink(scene.deps, input, caller).then(magicLink),
  },
  "enchanted link": {
    update: async (caller, input) => enchanted(caller, await requestEnchantedUpdate(scene.deps, input, caller)),
    confirm: async (caller, input) => enchanted(caller, await requestEnchantedSignIn(scene.deps, input, caller)),
    signUpOrIn: async (caller, input) => enchanted(caller, await requestEnchantedSignUpOrIn(scene.deps, input, caller)),
  },
};

function wayOf(name: string): Way {
  return WAYS[name] ?? expect.fail("no such way");
}

async function countSessions(): Promise<number> {
  return scene.prisma.session.count({ where: { revokedAt: null } });
}

// A stranger, signed in to an account of their own, names somebody's address and hopes that its owner opens what comes.
describe.each(Object.keys(WAYS))("at a page, a change of address by %s", (name) => {
  const NEW = "new@example.com";

  it("C21: changes nothing and signs nobody in for who is not signed in to the account that asked, and stays good for who is", async () => {
    const { answer, caller } = await atPage(ADA);
    const bob = await atPage(BOB);
    const open = await wayOf(name).update(caller, { loginId: ADA, email: NEW, addToLoginIDs: true });
    const before = { user: await userOf(scene, ADA), sessions: await countSessions() };

    expect(await outcomeOf(open(visitor(scene.deps)))).toBe("E062130");
    expect(await outcomeOf(open(bob.caller))).toBe("E062130");
    expect({ user: await userOf(scene, ADA), sessions: await countSessions() }).toEqual(before);
    expect(await scene.deps.store.users.findIdByLoginId(NEW)).toBeNull();

    await open(caller);
    expect(await userOf(scene, NEW)).toMatchObject({ id: answer.user.userId, email: NEW, verifiedEmail: true, loginIds: [NEW] });
    expect(await countSessions()).toBe(before.sessions);
  });

  it("C21: is taken from another session of the account, while the one that asked lives", async () => {
    const { caller } = await atPage(ADA);
    const other = await atPage(ADA);
    const open = await wayOf(name).update(caller, { loginId: ADA, email: NEW });

    await open(other.caller);

    expect(await userOf(scene, ADA)).toMatchObject({ email: NEW, verifiedEmail: true });
  });
});

// A thief with a stolen session, too old to change anything, has the owner show a factor for it.
describe.each(Object.keys(WAYS))("at a page, a confirmation by %s", (name) => {
  it.each(["stepup", "mfa"])("C21, F8: is taken from the session that asked, and from no other: %s", async (option) => {
    const stolen = await atPage(ADA);
    const owner = await atPage(ADA);
    await proveAddresses(scene);
    scene.deps.clock.advance({ minutes: 11 });
    const open = await wayOf(name).confirm(stolen.caller, { loginId: ADA, loginOptions: { [option]: true } });
    const sessions = () => scene.prisma.session.findMany({ select: { id: true, authenticatedAt: true, revokedAt: true } });
    const before = await sessions();

    expect(await outcomeOf(open(visitor(scene.deps)))).toBe("E062130");
    if (name !== "enchanted link") expect(await outcomeOf(open(owner.caller))).toBe("E062130");
    expect(await sessions()).toEqual(before);

    expect(await outcomeOf(open(stolen.caller))).toBe("done");
  });

  it.each(["stepup", "mfa"])("2.7: is refused while the address is unproven: %s", async (option) => {
    const { caller } = await atPage(ADA);

    expect(await outcomeOf(wayOf(name).confirm(caller, { loginId: ADA, loginOptions: { [option]: true } }))).toBe("E062133");
    expect(await collectLetters(scene.deps)).toEqual([]);
  });
});

describe("the letter of a session", () => {
  const templateOptions = { note: "Call 555 0100 at once" };
  const update = { loginId: "countess", email: BOB, addToLoginIDs: true, templateOptions };
  const confirm = { loginId: "countess", loginOptions: { stepup: true, templateOptions } };

  const requests: Record<string, (caller: TestCaller) => Promise<unknown>[]> = {
    code: (caller) => [requestUpdateCode(scene.deps, update, caller), requestSignInCode(scene.deps, confirm, caller)],
    link: (caller) => [requestUpdateLink(scene.deps, update, caller), requestSignInLink(scene.deps, confirm, caller)],
    "enchanted link": (caller) => [requestEnchantedUpdate(scene.deps, update, caller), requestEnchantedSignIn(scene.deps, confirm, caller)],
  };

  it.each(Object.entries(requests))(
    "C21: names the account, masked, and what it could do, and holds no words of the caller: %s",
    async (_, ask) => {
      const { caller } = await atPage("countess");
      await scene.prisma.user.updateMany({ data: { email: ADA, verifiedEmail: true } });

      await Promise.all(ask(caller));

      const sent = await collectLetters(scene.deps);
      expect(sent).toHaveLength(2);
      expect(sent.find(({ to }) => to === BOB)).toMatchObject({
        props: { purpose: "update", templateOptions: {}, asking: { account: "c***", addsLoginId: true } },
      });
      expect(sent.find(({ to }) => to === ADA)).toMatchObject({
        props: { purpose: "confirm", templateOptions: {}, asking: { account: "c***", addsLoginId: false } },
      });
    },
  );
});

describe("codes that a session asked for and codes that anybody may ask for", () => {
  it.each(["the session's first", "the session's last"])(
    "C20, C6: void each other never, and each does what it was for: %s",
    async (order) => {
      const { refreshJwt, user } = await enter(scene.deps, ADA);
      await proveAddresses(scene);
      const asInSession = async () => {
        await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { stepup: true } }, testCaller(scene.deps, refreshJwt));
        return collectCode(scene.deps);
      };
      const asAnybody = async () => {
        await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
        return collectCode(scene.deps);
      };
      const [first, last] = order === "the session's first" ? [asInSession, asAnybody] : [asAnybody, asInSession];
      const [earlier, later] = [await first(), await last()];
      const [confirming, signingIn] = first === asInSession ? [earlier, later] : [later, earlier];

      const signedIn = await verify(signingIn, ADA);
      const confirmed = await verify(confirming, ADA);

      expect(signedIn.claims).not.toHaveProperty("su");
      expect(confirmed).toMatchObject({ user: { userId: user.userId }, claims: { su: true } });
      expect(sessionIdOf(signedIn)).not.toBe(sessionIdOf(confirmed));
    },
  );

  it("C20: a stranger's account that names the same address voids neither, and gets nothing from either", async () => {
    const ada = await enter(scene.deps, ADA);
    const stranger = await enter(scene.deps, BOB);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: ADA }, testCaller(scene.deps, ada.refreshJwt));
    const proving = await collectCode(scene.deps);
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const signingIn = await collectCode(scene.deps);
    for (let count = 0; count < 3; count++)
      await requestUpdateCode(scene.deps, { loginId: BOB, email: ADA, addToLoginIDs: false }, testCaller(scene.deps, stranger.refreshJwt));

    expect((await verify(proving, ADA)).user).toMatchObject({ userId: ada.user.userId, verifiedEmail: true });
    expect((await verify(signingIn, ADA)).user).toMatchObject({ userId: ada.user.userId });
    expect(await outcomeOf(refresh(scene.deps, ada.refreshJwt))).toBe("done");
    expect(await userOf(scene, BOB)).toMatchObject({ email: BOB, verifiedEmail: false });
  });

  it("C20: the documented next step of a password sign-up keeps password and session, whatever strangers ask for meanwhile", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: ADA }, testCaller(scene.deps, refreshJwt));
    const proving = await collectCode(scene.deps);
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));

    expect((await verify(proving, ADA)).user).toMatchObject({ verifiedEmail: true });
    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("done");
  });

  // Each guess is compared with every code that is out: were it counted once, many accounts would guess many times as often.
  it("C20, C4, 3.1: are compared five times each, however many accounts have one out", async () => {
    const askers = await Promise.all(["one@example.com", "two@example.com"].map((loginId) => enter(scene.deps, loginId)));
    await enter(scene.deps, ADA);
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    for (const { refreshJwt, user } of askers)
      await requestUpdateCode(scene.deps, { loginId: user.loginIds[0] ?? "", email: ADA }, testCaller(scene.deps, refreshJwt));
    const compared: unknown[] = [];
    const { matches } = scene.deps.sealer;
    scene.deps.sealer.matches = (...given) => {
      compared.push(given);
      return matches(...given);
    };

    for (let count = 0; count < 12; count++) await outcomeOf(verify("no code", ADA));

    expect(compared).toHaveLength(3 * 5);
  });

  it("C20, C5: of one account are two guesses at once", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: ADA }, testCaller(scene.deps, refreshJwt));
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));

    const outcomes = await outcomesOf(6, () => verify("no code", ADA));

    expect(outcomes).toEqual([...new Array(5).fill("E061102"), "E130429"]);
  });
});

// What was true when it was asked for may have changed: the account is made, or has moved to another address.
describe.each(Object.keys(WAYS))("a sign-up-or-in by %s", (name) => {
  it.each(["rest", "browser"] as const)(
    "C22: older than the account signs in to it at the address that it has, which stays: %s",
    async (surface) => {
      const caller = testCaller(scene.deps, undefined, { surface });
      const open = await wayOf(name).signUpOrIn(caller, { loginId: ADA });
      const { user } = await enter(scene.deps, ADA);

      expect(await open(caller)).toMatchObject({ user: { userId: user.userId, email: ADA, verifiedEmail: true } });
    },
  );

  it.each(["rest", "browser"] as const)(
    "C22: older than the account neither opens nor moves it, where that has another address: %s",
    async (surface) => {
      const caller = testCaller(scene.deps, undefined, { surface });
      const open = await wayOf(name).signUpOrIn(caller, { loginId: ADA });
      const { user } = await enter(scene.deps, ADA);
      await scene.prisma.user.update({ where: { id: user.userId }, data: { email: BOB, verifiedEmail: true } });
      const before = { user: await userOf(scene, ADA), sessions: await countSessions() };

      expect(await outcomeOf(open(caller))).toBe(name === "code" ? "E061102" : "E062504");
      expect({ user: await userOf(scene, ADA), sessions: await countSessions() }).toEqual(before);
    },
  );
});

describe("options of a request that anybody could make", () => {
  const loginOptions = { customClaims: { plan: "stranger" }, revokeOtherSessions: true, tenantId: "T1", pkceChallenge: "nonsense" };
  let owner: JWTResponse;

  beforeEach(async () => {
    owner = await enter(scene.deps, ADA);
    await addTenant(scene, "T1", { members: [owner.user.userId] });
    await proveAddresses(scene);
  });

  async function expectUntouched(answer: unknown): Promise<void> {
    expect(answer).toMatchObject({ user: { userId: owner.user.userId } });
    expect((answer as JWTResponse).claims).not.toHaveProperty("nsec.plan");
    expect((answer as JWTResponse).claims).not.toHaveProperty("dct");
    expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("done");
  }

  it.each(["code", "link"])("C23: do nothing at a page, whichever surface they came over: by %s", async (name) => {
    for (const stranger of [testCaller(scene.deps), visitor(scene.deps)]) {
      const open = await wayOf(name).signUpOrIn(stranger, { loginId: ADA, loginOptions });

      await expectUntouched(await open(visitor(scene.deps)));
    }
  });

  it.each(["code", "link"])("C23: asked for at a page do nothing over REST either: by %s", async (name) => {
    const open = await wayOf(name).signUpOrIn(visitor(scene.deps), { loginId: ADA, loginOptions });

    await expectUntouched(await open(testCaller(scene.deps)));
  });

  it.each(["first", "last"])("C23: add nothing to a code that its owner has asked for too: the stranger %s", async (order) => {
    const stranger = () => requestSignUpOrInCode(scene.deps, { loginId: ADA, loginOptions }, testCaller(scene.deps));
    const asked = () => requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [first, last] = order === "first" ? [stranger, asked] : [asked, stranger];
    await first();
    await last();

    await expectUntouched(await verify(await collectCode(scene.deps), ADA));
  });

  it("C23: of a link end no sessions", async () => {
    const open = await wayOf("link").signUpOrIn(testCaller(scene.deps), { loginId: ADA, loginOptions });

    await open(testCaller(scene.deps));

    expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("done");
  });

  it.each(Object.keys(WAYS))(
    "S21, C23: make nobody who is there already a member of a tenant that takes their domain: by %s",
    async (name) => {
      await addTenant(scene, "T2", { domains: ["example.com"] });
      const stranger = testCaller(scene.deps);
      const open = await wayOf(name).signUpOrIn(stranger, { loginId: ADA, loginOptions: { tenantId: "T2" } });

      expect(await outcomeOf(open(stranger))).toBe("E011001");
      expect(await scene.prisma.userTenant.count({ where: { tenantId: "T2" } })).toBe(0);
    },
  );

  it.each(Object.keys(WAYS))("S21: join it where the user asked, in a session of theirs: by %s", async (name) => {
    await addTenant(scene, "T2", { domains: ["example.com"] });
    const own = testCaller(scene.deps, owner.refreshJwt);
    const open = await wayOf(name).confirm(own, { loginId: ADA, loginOptions: { stepup: true, tenantId: "T2" } });

    expect(await open(own)).toMatchObject({ claims: { dct: "T2", tenants: { T2: {} } } });
  });

  it("C23: are stored only as far as they act", async () => {
    await wayOf("code").signUpOrIn(testCaller(scene.deps), {
      loginId: ADA,
      loginOptions: { ...loginOptions, templateId: "T", templateOptions: { note: "hello" }, revokeOtherSessionsTypes: ["x"] },
    });

    const { details } = await scene.prisma.challenge.findFirstOrThrow();
    expect(Object.keys(JSON.parse(details).options).sort()).toEqual(["customClaims", "revokeOtherSessions", "tenantId"]);
  });
});

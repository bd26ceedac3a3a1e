import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { verifyMagicLink } from "../links/magic-link";
import { resetPassword, updatePassword } from "../password/change";
import { askForTwo, showCode } from "../testing/authenticator";
import { collectTokens, type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, type Scene, sealedCaller, sessionIdOf, signIn, visitor } from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { refusePartial, refuseStale, requireSession } from "./resolve";

const NEW_PASSWORD = "nine yellow bottles";

let scene: Scene;
let key: string;

beforeEach(async () => {
  scene = await openScene();
  ({ key } = await askForTwo(scene));
});

afterEach(() => scene.close());

/** The caller of a sealed cookie that holds this session. */
function holding(answer: JWTResponse): TestCaller {
  return sealedCaller(scene.deps, sessionIdOf(answer));
}

function showTotp(caller: TestCaller, loginOptions = {}): Promise<JWTResponse> {
  return verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key), loginOptions }, caller);
}

/** Comes in by a reset link, over the surface of this caller. */
async function comeByReset(caller: TestCaller): Promise<JWTResponse> {
  await resetPassword(scene.deps, { loginId: ADA }, caller);
  const [token = ""] = await collectTokens(scene.deps);
  return verifyMagicLink(scene.deps, { token }, caller);
}

// Who reads somebody's mail for a moment may set a password, and then stands before the second factor like anyone else.
describe("the session of a reset link", () => {
  function refusalAt(caller: TestCaller, accepts: string[] = []): Promise<string> {
    return outcomeOf(requireSession(caller).then((found) => refusePartial(scene.deps, caller, found, accepts)));
  }

  it("F10: is good for a new password at a page, and nothing else", async () => {
    const reset = await comeByReset(visitor(scene.deps));

    expect(reset.claims).toMatchObject({ roles: [], permissions: [], tenants: {}, pending: "reset" });
    expect(reset.cookieMaxAge).toBe(15 * 60);
    expect(await refusalAt(holding(reset))).toBe("E062131");
    expect(await refusalAt(holding(reset), ["secondFactor"])).toBe("E062131");
    expect(await refusalAt(holding(reset), ["reset"])).toBe("done");
  });

  it("F10: cannot be made more of: neither stepped up nor completed with a second factor", async () => {
    const reset = await comeByReset(visitor(scene.deps));

    expect(await outcomeOf(showTotp(holding(reset), { mfa: true }))).toBe("E062130");
    expect(await outcomeOf(showTotp(holding(reset), { stepup: true }))).toBe("E062130");
    expect(await outcomeOf(signIn(scene.deps, ADA, { loginOptions: { mfa: true } }, holding(reset)))).toBe("E062130");
  });

  it("F10: leaves authenticator, recovery codes and the second step as they were", async () => {
    const reset = await comeByReset(visitor(scene.deps));
    await updatePassword(scene.deps, { loginId: ADA, newPassword: NEW_PASSWORD }, holding(reset));

    const partial = await signIn(scene.deps, ADA, { password: NEW_PASSWORD }, visitor(scene.deps));

    expect(partial.claims).toMatchObject({ roles: [], pending: "secondFactor" });
    expect(await scene.prisma.totpKey.count()).toBe(1);
    expect(await scene.prisma.recoveryCode.count({ where: { usedAt: null } })).toBe(10);
    expect((await showTotp(holding(partial), { mfa: true })).claims.roles).toEqual(["admin"]);
  });

  it("can set the password as long as it lives: it cannot be confirmed anew", async () => {
    const reset = await comeByReset(visitor(scene.deps));
    scene.deps.clock.advance({ minutes: 14 });
    const found = await requireSession(holding(reset));

    expect(() => refuseStale(scene.deps, holding(reset), found, ["reset"])).not.toThrow();
    scene.deps.clock.advance({ minutes: 1 });
    expect(await refusalAt(holding(reset), ["reset"])).toBe("E064002");
  });

  it("F10: over REST too is good for a new password, and nothing else", async () => {
    const reset = await comeByReset(testCaller(scene.deps));

    expect(reset.claims).toMatchObject({ roles: [], pending: "reset" });
    expect(reset.cookieMaxAge).toBe(15 * 60);
    expect(await refusalAt(testCaller(scene.deps, reset.refreshJwt))).toBe("E062131");
    expect(await refusalAt(testCaller(scene.deps, reset.refreshJwt), ["reset"])).toBe("done");
  });

  it("is like any other over REST, whose apps compose their flows, of who asked for one factor or where REST asks for no more", async () => {
    const reset = await comeByReset(testCaller(scene.deps));
    scene.deps.config.mfaEnforcement = "browser";
    expect(await refusalAt(testCaller(scene.deps, reset.refreshJwt))).toBe("done");

    scene.deps.config.mfaEnforcement = "everywhere";
    await scene.deps.store.factors.setSecondFactor(reset.user.userId, false, scene.deps.clock.now());

    expect(await refusalAt(testCaller(scene.deps, reset.refreshJwt))).toBe("done");
  });
});

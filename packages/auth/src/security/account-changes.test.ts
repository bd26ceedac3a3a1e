import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestEnchantedUpdate } from "../links/enchanted-link";
import { requestUpdateLink } from "../links/magic-link";
import { requestUpdateCode } from "../otp/request-code";
import { createRecoveryCodes } from "../recovery/codes";
import { signOutElsewhere } from "../session/sign-out";
import { type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, type Scene } from "../testing/scene";
import { updateTotp } from "../totp/enrol";
import { changeSecondFactor } from "./overview";

let scene: Scene;
let thief: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  thief = await enter(scene.deps, ADA);
});

afterEach(() => scene.close());

const loginId = ADA;

/** What changes an account, or asks to; another input each time. */
const CHANGES: Record<string, (caller: TestCaller, index: number) => Promise<unknown>> = {
  "recovery codes": (caller) => createRecoveryCodes(scene.deps, { loginId }, caller),
  "another authenticator": (caller) => updateTotp(scene.deps, { loginId }, caller),
  "two steps": (caller) => changeSecondFactor(scene.deps, { required: false }, caller),
  "an address, by code": (caller, index) => requestUpdateCode(scene.deps, { loginId, email: `a${index}@example.org` }, caller),
  "an address, by link": (caller, index) => requestUpdateLink(scene.deps, { loginId, email: `a${index}@example.org` }, caller),
  "an address, by three links": (caller, index) => requestEnchantedUpdate(scene.deps, { loginId, email: `a${index}@example.org` }, caller),
};

function held({ refreshJwt }: JWTResponse): TestCaller {
  return testCaller(scene.deps, refreshJwt);
}

describe("a change of an account", () => {
  it.each(Object.entries(CHANGES))("3.9: is asked for twenty times in 15 minutes, from however many sessions: %s", async (_, change) => {
    const other = await enter(scene.deps, ADA);

    const outcomes = await outcomesOf(22, (index) => change(held(index % 2 ? thief : other), index));

    expect(outcomes).toEqual([...new Array(20).fill("done"), "E130429", "E130429"]);
    scene.deps.clock.advance({ minutes: 15 });
    expect(await outcomeOf(change(held(thief), 22))).toBe("done");
  });

  it("3.9: wears out for nobody else, and never keeps an owner from ending the sessions of a thief", async () => {
    const owner = await enter(scene.deps, ADA);
    const bob = await enter(scene.deps, BOB);
    await outcomesOf(25, () => createRecoveryCodes(scene.deps, { loginId }, held(thief)));

    expect(await outcomeOf(createRecoveryCodes(scene.deps, { loginId: BOB }, held(bob)))).toBe("done");
    expect(await outcomeOf(signOutElsewhere(scene.deps, {}, held(owner)))).toBe("done");
    expect(await outcomeOf(createRecoveryCodes(scene.deps, { loginId }, held(thief)))).not.toBe("done");
  });
});

import { describe, expect, it } from "vitest";
import { parseFlow } from "./flow";
import { afterRefusedCode } from "./flow-path";
import { afterRefusal, hasConfirmed, nextFlow, refusedPath } from "./form-steps";

const LOGIN_ID = "ada@northfold.example";
const ID = "0123456789ab";
const KEY = "MZQT6LKSGE4WUVDANNXHK3TRMZQT6LKS";
const sent = { maskedEmail: "a***@northfold.example" };
const links = { ...sent, linkId: "42", pendingRef: "ref" };
const key = { key: KEY, provisioningURL: "otpauth://totp/x", image: "" };

function flowOf(operation: string, answer: unknown, fields: Record<string, string> = {}, steering: Record<string, string> = {}) {
  return nextFlow(operation, { answer, fields: { loginId: LOGIN_ID, ...fields }, steering: { _next: "/account?tab=1", ...steering } });
}

describe("nextFlow", () => {
  it.each([
    [
      "otp.signUp.email",
      sent,
      { "user.name": " Ada " },
      "/verify",
      { step: "code", purpose: "signUp", user: { name: "Ada" }, wrongTries: 0 },
    ],
    ["otp.signIn.email", sent, {}, "/verify", { step: "code", purpose: "signIn", loginId: LOGIN_ID, next: "/account?tab=1" }],
    ["otp.signIn.email", sent, { "loginOptions.mfa?": "on" }, "/verify", { step: "code", purpose: "secondFactor" }],
    ["otp.update.email", sent, { email: "new@northfold.example" }, "/verify", { purpose: "email", email: "new@northfold.example" }],
    ["confirmNewEmail", sent, { email: LOGIN_ID }, "/verify", { purpose: "newAccount", email: LOGIN_ID, next: "/account?tab=1" }],
    ["signUpByPassword", sent, {}, "/verify", { step: "code", purpose: "newAccount", loginId: LOGIN_ID, next: "/account?tab=1" }],
    ["signUpByApp", sent, {}, "/verify", { step: "code", purpose: "newAccount" }],
    ["enchantedLink.signUp.email", links, {}, "/waiting", { step: "link", purpose: "signUp", linkId: "42", pendingRef: "ref" }],
    ["enchantedLink.signIn.email", links, {}, "/waiting", { step: "link", purpose: "signIn" }],
    ["totp.signUp", key, {}, "/sign-up/app/scan", { step: "app", purpose: "signUp", key: KEY }],
    ["totp.update", key, {}, "/account/authenticator", { step: "app", purpose: "add" }],
    ["password.sendReset", { ...sent, resetMethod: "magiclink" }, {}, "/forgot/sent", { step: "reset", method: "magiclink" }],
    ["password.sendReset", { ...sent, resetMethod: "otp" }, {}, "/forgot/code", { step: "reset", method: "otp" }],
  ])("U33: %s leads on (%#)", (operation, answer, fields, page, flow) => {
    const next = flowOf(operation, answer, fields as Record<string, string>);

    expect(next?.page).toBe(`${page}?f=${next?.flow.id}`);
    expect(next?.flow).toMatchObject(flow);
  });

  it("knows when it was sent again from the flow's own page", () => {
    const next = flowOf("otp.signIn.email", sent, {}, { _back: `/verify?f=${ID}` });

    expect(next).toMatchObject({ flow: { id: ID }, page: `/verify?f=${ID}`, isAgain: true });
    expect(flowOf("otp.signIn.email", sent)?.isAgain).toBe(false);
    expect(flowOf("otp.signIn.email", sent, {}, { _back: next?.page ?? "" })?.page).toBe(next?.page);
  });

  it("begins another flow for the email of a new account than the one that led to it, and none where no code could be sent", () => {
    expect(flowOf("signUpByApp", sent, {}, { _back: `/sign-up/app/scan?f=${ID}` })?.flow.id).not.toBe(ID);
    expect(flowOf("signUpByPassword", { claims: {}, user: {} })).toBeUndefined();
  });

  it.each(["/verify", "/verify?f=", "/verify?f=../session", "//evil.example/verify?f=0123456789ab", "/account?f=0123456789ab%00"])(
    "R20: begins a flow of its own, sent from %s",
    (_back) => {
      const next = flowOf("otp.signIn.email", sent, {}, { _back });

      expect(next?.flow.id).toMatch(/^[0-9a-f]{12}$/);
      expect(next?.page).toBe(`/verify?f=${next?.flow.id}`);
    },
  );

  it("R20: leaves the flow alone that it was not sent from", () => {
    const [one, other] = [flowOf("otp.signIn.email", sent), flowOf("otp.signIn.email", sent)];

    expect(one?.flow.id).not.toBe(other?.flow.id);
  });

  it("H4: keeps no way to another site", () => {
    expect(flowOf("otp.signIn.email", sent, {}, { _next: "//evil.example" })?.flow).toMatchObject({ next: "/account" });
  });

  it("leads nowhere from what is no form of ours", () => {
    expect(flowOf("otp.signIn.email", sent, { loginId: "" })).toBeUndefined();
    expect(flowOf("password.signIn", {})).toBeUndefined();
    expect(flowOf("otp.signIn.email", sent, { "loginOptions.stepup?": "on" })).toBeUndefined();
    expect(flowOf("constructor", {})).toBeUndefined();
  });
});

describe("refusedPath", () => {
  it("U33: leads back, and first to who asks for fresh proof", () => {
    expect(refusedPath("E061102", "/verify")).toBe("/verify");
    expect(refusedPath("E062132", "/account/email")).toBe("/account/confirm?next=%2Faccount%2Femail");
  });

  it.each(["//evil.example", undefined])("H4: goes home instead of to %s", (back) => {
    expect(refusedPath("E061102", back)).toBe("/account");
    expect(refusedPath("E062132", back)).toBe("/account/confirm");
  });
});

describe("hasConfirmed", () => {
  const page = "/account/confirm?next=%2Faccount%2Femail&way=email";

  it("U33: knows a form that has shown fresh proof from one that has a code mailed for it, and from any other", () => {
    expect(hasConfirmed({ _back: `${page}&sent=1`, _next: "/account/email" })).toBe(true);
    expect(hasConfirmed({ _back: page, _next: `${page}&sent=1` })).toBe(false);
    expect(hasConfirmed({ _back: "/account/email", _next: "/account" })).toBe(false);
    expect(hasConfirmed({})).toBe(false);
  });
});

describe("afterRefusal", () => {
  const flow = parseFlow({
    ...{ step: "code", id: ID, purpose: "signIn", loginId: LOGIN_ID },
    ...sent,
    wrongTries: 1,
    sentAt: 1000,
    next: "/account",
  });
  if (flow?.step !== "code") throw new Error("not the flow of a code");

  it("U23: counts wrong codes, and ends a code that is spent or too old", () => {
    expect(afterRefusal("otp.verify.email", "E061102", flow)).toEqual({ ...flow, wrongTries: 2 });
    expect(afterRefusal("otp.verify.email", "E061103", flow)).toEqual({ ...flow, wrongTries: 5 });
    expect(afterRefusal("otp.verify.email", "E061104", flow)).toEqual({ ...flow, sentAt: 0 });
    expect(afterRefusedCode(flow, "offline")).toBeUndefined();
  });

  it("changes nothing for another refusal, another operation or no flow", () => {
    expect(afterRefusal("otp.verify.email", "E130429", flow)).toBeUndefined();
    expect(afterRefusal("totp.verify", "E061102", flow)).toBeUndefined();
    expect(afterRefusal("otp.verify.email", "E061102", null)).toBeUndefined();
  });
});

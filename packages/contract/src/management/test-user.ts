import { z } from "zod";
import { LoginOptions } from "../login-options";
import { defineOperation } from "../operation";
import { text } from "../text";
import { LoginIdOrUserId, MANAGED_USER_ALIASES, Nothing } from "./common";

/** What a code or link would have been sent by. SDKs differ in how they write the last. */
const DeliveryMethod = z.enum(["email", "sms", "voice", "whatsapp", "embedded", "Embedded"]);

const asked = { loginId: LoginIdOrUserId, loginOptions: LoginOptions.optional() };
/** Where the link leads; our own page when nothing is said. */
const URI = text(2048).optional();

const shared = { access: "management", kind: "mutation", aliases: { ...MANAGED_USER_ALIASES, redirectUrl: "URI" } } as const;

export const testUserOTP = defineOperation({
  ...shared,
  routes: ["POST /v1/mgmt/tests/generate/otp"],
  summary: "Make a code for a test user, who is mailed nothing; it outlives requests for a code, and needs none",
  input: z.object({ ...asked, deliveryMethod: DeliveryMethod.optional() }),
  output: z.object({ loginId: z.string(), code: z.string() }),
  errors: ["E011003", "E112102", "E112110"],
});

export const testUserMagicLink = defineOperation({
  ...shared,
  routes: ["POST /v1/mgmt/tests/generate/magiclink"],
  summary: "Make a magic link for a test user",
  input: z.object({ ...asked, URI, deliveryMethod: DeliveryMethod.optional() }),
  output: z.object({ loginId: z.string(), link: z.string() }),
  errors: ["E011003", "E011004", "E112102", "E112110"],
});

export const testUserEnchantedLink = defineOperation({
  ...shared,
  routes: ["POST /v1/mgmt/tests/generate/enchantedlink"],
  summary: "Make an enchanted link for a test user, with the reference that its session is collected by",
  input: z.object({ ...asked, URI }),
  output: z.object({ loginId: z.string(), link: z.string(), pendingRef: z.string() }),
  errors: ["E011003", "E011004", "E112102", "E112110"],
});

export const testUserDeleteAll = defineOperation({
  routes: ["DELETE /v1/mgmt/user/test/delete/all"],
  access: "management",
  kind: "mutation",
  summary: "Delete all test users",
  input: z.object({}),
  output: Nothing,
  errors: [],
});

import { z } from "zod";
import { defineOperation } from "../operation";
import { BODY_TEXT_MAX, text } from "../text";
import { LoginIdOrUserId, MANAGED_USER_ALIASES, Nothing } from "./common";

const shared = {
  access: "management",
  kind: "mutation",
  output: z.object({ cleartext: z.string().describe("always empty: the caller knows it") }),
  input: z.object({ loginId: LoginIdOrUserId, password: text(BODY_TEXT_MAX).min(1) }),
  errors: ["E011003", "E062901", "E112102"],
  aliases: MANAGED_USER_ALIASES,
  hashes: true,
} as const;

export const userSetTemporaryPassword = defineOperation({
  ...shared,
  routes: ["POST /v1/mgmt/user/password/set/temporary", "POST /v1/mgmt/user/password/set"],
  summary: "Set a password that has to be replaced before it signs in; ends the user's sessions",
});

export const userSetActivePassword = defineOperation({
  ...shared,
  routes: ["POST /v1/mgmt/user/password/set/active"],
  summary: "Set a password that signs in; ends locks and the user's sessions",
});

export const userExpirePassword = defineOperation({
  routes: ["POST /v1/mgmt/user/password/expire"],
  access: "management",
  kind: "mutation",
  summary: "Have a user replace their password before it signs in again; ends their sessions",
  input: z.object({ loginId: LoginIdOrUserId }),
  output: Nothing,
  errors: ["E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});

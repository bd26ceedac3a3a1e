import { z } from "zod";
import { CustomClaims, Name } from "./login-options";
import { defineOperation } from "./operation";

export const accessKeyExchange = defineOperation({
  routes: ["POST /v1/auth/accesskey/exchange"],
  access: "accessKey",
  kind: "mutation",
  summary: "Exchange an access key for a session token",
  input: z.object({
    loginOptions: z.object({ customClaims: CustomClaims.optional(), selectedTenant: Name.optional() }).optional(),
  }),
  output: z.object({
    keyId: z.string(),
    sessionJwt: z.string(),
    expiration: z.int().describe("end of the session token, epoch seconds"),
  }),
  errors: ["E011003", "E011004", "E062803"],
  callsPerMinute: 600,
});

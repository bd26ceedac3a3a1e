import { z } from "zod";
import { defineOperation } from "../operation";

export const license = defineOperation({
  routes: ["GET /v1/mgmt/license"],
  access: "management",
  kind: "query",
  summary: "What backend SDKs ask for when they are given a management key",
  input: z.object({}),
  output: z.object({ rateLimitTier: z.string() }),
  errors: [],
});

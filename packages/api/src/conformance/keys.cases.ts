import { expect } from "vitest";
import type { Cases } from "./case";

const key = { alg: "RS256", kty: "RSA", use: "sig", e: "AQAB", kid: expect.any(String), n: expect.any(String) };

export const keysCases: Cases = {
  "keys.set": [
    { name: "publishes the keys", arrange: ({ deps }) => ({ input: deps.config }), expected: { body: { keys: [key] } } },
    { name: "knows no other project", arrange: () => ({ input: { projectId: "Pother" } }), expected: { code: "E010404", status: 404 } },
  ],
  "keys.list": [
    { name: "publishes the keys as a list", arrange: ({ deps }) => ({ input: deps.config }), expected: { body: [key] } },
    { name: "knows no other project", arrange: () => ({ input: { projectId: "Pother" } }), expected: { code: "E010404", status: 404 } },
  ],
};

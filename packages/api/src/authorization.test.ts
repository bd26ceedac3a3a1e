import { describe, expect, it } from "vitest";
import { parseAuthorization } from "./authorization";

const JWT = "eyJh.eyJz.c2ln";

describe("parseAuthorization", () => {
  it.each([
    ["a project ID", "Bearer P1", { projectId: "P1", token: undefined, key: undefined }],
    ["a project ID and a token", `Bearer P1:${JWT}`, { projectId: "P1", token: JWT, key: undefined }],
    ["a project ID and a key", "Bearer P1:K2secret", { projectId: "P1", token: undefined, key: "K2secret" }],
    ["a token and an auth management key", `Bearer P1:${JWT}:K2secret`, { projectId: "P1", token: JWT, key: "K2secret" }],
    ["a key before the token", `Bearer P1:K2secret:${JWT}`, { projectId: "P1", token: JWT, key: "K2secret" }],
    ["two keys: the first counts", "Bearer P1:K2secret:K3secret", { projectId: "P1", token: undefined, key: "K2secret" }],
    ["a key with one dot", "Bearer P1:K2.secret", { projectId: "P1", token: undefined, key: "K2.secret" }],
    ["a key with three dots", "Bearer P1:a.b.c.d", { projectId: "P1", token: undefined, key: "a.b.c.d" }],
    ["nothing but dots, which is a token of a kind", "Bearer P1:..", { projectId: "P1", token: "..", key: undefined }],
    ["an empty second part", "Bearer P1:", { projectId: "P1", token: undefined, key: undefined }],
    ["an empty second and third part", "Bearer P1::", { projectId: "P1", token: undefined, key: undefined }],
    ["a scheme in lower case (RFC 9110 §11.1)", "bearer P1", { projectId: "P1", token: undefined, key: undefined }],
    ["several spaces after the scheme", `BEARER   P1:${JWT}`, { projectId: "P1", token: JWT, key: undefined }],
  ])("reads %s", (_, header, expected) => {
    expect(parseAuthorization(header)).toEqual(expected);
  });

  it.each([
    ["no header", null],
    ["an empty one", ""],
    ["another scheme", "Basic UDE6"],
    ["a scheme that begins like ours", "BearerToken P1"],
    ["no scheme", "P1"],
    ["a scheme alone", "Bearer "],
    ["no space", "BearerP1"],
    ["an empty project ID", `Bearer :${JWT}`],
    ["four parts", `Bearer P1:${JWT}:K2:K3`],
    ["something after the credential", "Bearer P1 P2"],
    ["two headers joined into one", "Bearer P1, Bearer P2"],
    ["a line break", "Bearer P1\nBearer P2"],
  ])("refuses %s", (_, header) => {
    expect(parseAuthorization(header)).toBeNull();
  });
});

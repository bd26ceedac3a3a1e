import { describe, expect, it } from "vitest";
import { credentialsOf, signedInBy } from "./credentials";

const ADA = { loginId: "ada@northfold.example", sessionJwt: "session", refreshJwt: "refresh" };

describe("signedInBy", () => {
  it("remembers whom an answer brought tokens for", () => {
    expect(signedInBy({ sessionJwt: "session", refreshJwt: "refresh", user: { loginIds: [ADA.loginId, "ada"] } }, null)).toEqual(ADA);
  });

  it("keeps the person when a refresh brings new tokens", () => {
    expect(signedInBy({ sessionJwt: "newer", refreshJwt: "refresh" }, ADA)).toEqual({ ...ADA, sessionJwt: "newer" });
  });

  it("forgets whom a sign-out has signed out", () => {
    expect(signedInBy({ sessionJwt: "", refreshJwt: "" }, ADA)).toBeNull();
  });

  it.each([[undefined], [null], ["text"], [[]], [{}], [{ keys: [] }], [{ sessionJwt: 7, refreshJwt: "x" }]])(
    "learns nothing from %j",
    (body) => {
      expect(signedInBy(body, ADA)).toBe(ADA);
      expect(signedInBy(body, null)).toBeNull();
    },
  );
});

describe("credentialsOf", () => {
  it("names the project alone while nobody is signed in", () => {
    expect(credentialsOf("P1", null)).toEqual({
      project: "P1",
      refreshToken: "P1",
      sessionToken: "P1",
      managementKey: "P1",
      accessKey: "P1",
    });
  });

  it("adds the token that each scheme asks for", () => {
    expect(credentialsOf("P1", ADA)).toEqual({
      project: "P1",
      refreshToken: "P1:refresh",
      sessionToken: "P1:session",
      managementKey: "P1",
      accessKey: "P1",
    });
  });
});

import document from "@repo/api/openapi.json";
import { expect, it } from "vitest";
import { credentialsOf } from "../reference/credentials";
import { outlineReference } from "./reference-outline";

const entries = outlineReference().flatMap((chapter) => chapter.entries);

it("the outline has every operation of the document, once", () => {
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods as Record<string, { operationId: string }>));

  expect(entries.map(({ href }) => decodeURIComponent(href.split("#")[1] ?? "")).sort()).toEqual(
    operations.map(({ operationId }) => operationId).sort(),
  );
});

it("an entry says what it is in a word or two", () => {
  const [password] = outlineReference();

  expect(password?.title).toBe("Password");
  expect(password?.entries[0]).toEqual({
    href: "/docs/reference#password.signUp",
    label: "Sign up",
    verb: "POST",
    about: "Sign up a new user with a password /v1/auth/password/signup",
  });
  expect(entries.map(({ label }) => label)).toContain("Sign up or in");
  for (const { label } of entries) expect(label).toMatch(/^[A-Z][a-z ]+$/);
});

it("the playground has a credential for every security scheme of the document", () => {
  expect(Object.keys(credentialsOf("P1", null)).sort()).toEqual(Object.keys(document.components.securitySchemes).sort());
});

import document from "@repo/api/openapi.json";
import { describe, expect, it } from "vitest";
import { inlined } from "./inlined";

describe("inlined", () => {
  it("puts schemas in the place of their references, at every depth, by their names", () => {
    const schemas = { Outer: { items: [{ $ref: "#/components/schemas/Inner" }] }, Inner: { type: "string" } };
    const found = inlined({ paths: { "/a/b": { get: { $ref: "#/components/schemas/Outer" } } }, components: { schemas } }, [
      "paths",
      "/a/b",
      "get",
    ]);

    expect(found).toEqual({ title: "Outer", items: [{ title: "Inner", type: "string" }] });
  });

  it("ends at what refers to itself", () => {
    const schemas = { Tree: { children: { $ref: "#/components/schemas/Tree" } } };

    expect(inlined({ components: { schemas } }, ["components", "schemas", "Tree"])).toEqual({
      children: { title: "Tree", children: { $ref: "#/components/schemas/Tree" } },
    });
  });

  it("leaves no reference in any operation of ours", () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ["paths", path, method]),
    );
    const left = operations.filter((path) => JSON.stringify(inlined(document, path)).includes('"$ref"'));

    expect([operations.length > 100, left]).toEqual([true, []]);
  });
});

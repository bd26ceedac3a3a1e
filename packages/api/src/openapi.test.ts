import { expect, it } from "vitest";
import { z } from "zod";
import { createOpenApiDocument } from "./openapi";
import { exampleAnswer, exampleBody } from "./openapi-examples";
import { listOperations } from "./routes";

it("openapi.json is what the operations say (refresh with `pnpm test:unit openapi --update`)", async () => {
  await expect(`${JSON.stringify(createOpenApiDocument(), null, 2)}\n`).toMatchFileSnapshot("../openapi.json");
});

const WITH_BODY = listOperations().filter(({ operation }) => operation.routes.some((route) => route.startsWith("POST ")));

it.each(listOperations())("the example answer of $path is one that it may give", ({ operation }) => {
  expect(operation.output.safeParse(exampleAnswer(operation))).toMatchObject({ success: true });
});

it.each(WITH_BODY)("the example of $path is a body that it accepts", ({ operation }) => {
  expect(operation.input.safeParse(exampleBody(operation)).error?.issues, "name one with .meta({ examples: […] })").toBeUndefined();
});

it("an example that a field names is shown, and stands above what fields of its name hold", () => {
  const url = z
    .string()
    .pipe(z.url())
    .meta({ examples: ["https://ferns.example"] });
  const operation = { input: z.object({ url, name: z.string().meta({ examples: ["Ferns"] }), email: z.string() }) };

  expect(exampleBody(operation)).toEqual({ url: "https://ferns.example", name: "Ferns", email: "ada@northfold.example" });
});

// A hint is read by whoever asks, and the answer to a secret question is known to friends.
it("P11: knows no hints and no secret questions", () => {
  expect(JSON.stringify(createOpenApiDocument())).not.toMatch(/hint|question/i);
});

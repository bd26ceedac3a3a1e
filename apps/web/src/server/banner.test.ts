import { passwordSignUp } from "@repo/contract/password";
import { expect, it } from "vitest";
import { reachOf, signUpCommand } from "./banner";

it("prints a sign-up that the contract takes", () => {
  const command = signUpCommand({ appOrigin: "http://localhost:4000", projectId: "P123" });

  expect(command).toContain("curl http://localhost:4000/v1/auth/password/signup ");
  expect(command).toContain("-H 'Authorization: Bearer P123'");
  const body: unknown = JSON.parse(command.match(/-d '([^']+)'$/)?.[1] ?? "");
  expect(passwordSignUp.input.parse(body)).toMatchObject({ loginId: "ada@example.com", user: { name: "Ada Lovelace" } });
});

it.each([
  [undefined, "every interface"],
  ["0.0.0.0", "every interface"],
  ["::", "every interface"],
  ["localhost", "this machine alone"],
  ["127.0.0.1", "this machine alone"],
  ["::1", "this machine alone"],
  ["10.0.0.7", "10.0.0.7"],
])("H13: says of %s that it is %s", (host, reach) => {
  expect(reachOf({ host })).toBe(reach);
});

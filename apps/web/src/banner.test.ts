import { passwordSignUp } from "@repo/contract/password";
import { expect, it } from "vitest";
import { signUpCommand } from "./banner";

it("prints a sign-up that the contract takes", () => {
  const command = signUpCommand({ appOrigin: "http://localhost:4000", projectId: "P123" });

  expect(command).toContain("curl http://localhost:4000/v1/auth/password/signup ");
  expect(command).toContain("-H 'Authorization: Bearer P123'");
  const body: unknown = JSON.parse(command.match(/-d '([^']+)'$/)?.[1] ?? "");
  expect(passwordSignUp.input.parse(body)).toMatchObject({ loginId: "ada@example.com", user: { name: "Ada Lovelace" } });
});

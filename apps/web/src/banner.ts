import { parseDatabaseUrl } from "@repo/db/locate";
import type { Env } from "./env";

/** What `pnpm dev` prints once it answers: where everything is, and a sign-up to paste into a shell. */
export function developmentBanner(env: Env): string {
  return `
  ${env.appName} is ready at ${env.appOrigin}

  Project ID   ${env.projectId}
  Mail         ${env.smtpUrl ? `sent through ${new URL(env.smtpUrl).host}` : `${env.appOrigin}/dev/mail`}
  Database     ${parseDatabaseUrl(env.databaseUrl).path}
  Secret       ${env.secretFile ?? "AUTH_SECRET"}

  Sign up with a password:

${signUpCommand(env)}
`;
}

/** A command that creates an account, once. */
export function signUpCommand(env: Pick<Env, "appOrigin" | "projectId">): string {
  const body = { loginId: "ada@example.com", password: "seven lanterns by the river", user: { name: "Ada Lovelace" } };
  return [
    `curl ${env.appOrigin}/v1/auth/password/signup \\`,
    `  -H 'Authorization: Bearer ${env.projectId}' \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d '${JSON.stringify(body)}'`,
  ].join("\n");
}

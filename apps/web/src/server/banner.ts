import { describeDatabase } from "@repo/db/locate";
import type { Env } from "./env";

/** What `pnpm dev` prints once it answers: where everything is, and a sign-up to paste into a shell. */
export function developmentBanner(env: Env): string {
  return `
  ${env.appName} is ready at ${env.appOrigin}

  Reached from ${reachOf(env)}
  Project ID   ${env.projectId}
  Mail         ${env.smtpUrl ? `sent through ${new URL(env.smtpUrl).host}` : `${env.appOrigin}/dev/mail`}
  Database     ${describeDatabase(env.databaseUrl)}
  Secret       ${env.secretFile ?? "AUTH_SECRET"}
  People       pnpm seed makes two tenants and thirty people to look around with

  Sign up with a password:

${signUpCommand(env)}
`;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/i;

/** From where the server can be reached, in words. */
export function reachOf({ host }: Pick<Env, "host">): string {
  if (host === undefined || host === "::" || host === "0.0.0.0") return "every interface";
  return LOOPBACK.test(host) ? "this machine alone" : host;
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

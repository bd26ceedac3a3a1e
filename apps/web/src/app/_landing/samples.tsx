import { getWords } from "#words/get-words";
import { SampleTabs } from "./sample-tabs";

const LOGIN_ID = "ada@northfold.example";
const PASSWORD = "a quiet harbour";

/** What the curl command below is answered, shortened. */
const ANSWER = `{
  "sessionJwt": "eyJhbGciOiJSUzI1NiIs…",
  "refreshJwt": "eyJhbGciOiJSUzI1NiIs…",
  "user": { "loginIds": ["${LOGIN_ID}"], "status": "enabled", … },
  "firstSeen": true
}`;

/** One call over tRPC and one over REST, with this server's own address and project: they work as they are pasted. */
export async function Samples({ origin, projectId }: { origin: string; projectId: string }) {
  const { landing } = await getWords();
  const curl = `curl ${origin}/v1/auth/password/signup \\
  -H "Authorization: Bearer ${projectId}" \\
  -H "Content-Type: application/json" \\
  -d '{"loginId": "${LOGIN_ID}", "password": "${PASSWORD}"}'`;
  const sdk = `import DescopeClient from "@descope/node-sdk";

const descope = DescopeClient({
  projectId: "${projectId}",
  baseUrl: "${origin}",
});

const { ok, data } = await descope.password.signIn(
  "${LOGIN_ID}",
  "${PASSWORD}",
);`;
  const trpc = `import { createTRPCClient, httpLink } from "@trpc/client";

const trpc = createTRPCClient<AppRouter>({
  links: [httpLink({ url: "/api/trpc" })],
});

const { user } = await trpc.password.signIn.mutate({
  loginId: "${LOGIN_ID}",
  password: "${PASSWORD}",
});

user.name ${landing.sampleComment}`;
  return (
    <SampleTabs
      samples={[
        { id: "rest", title: landing.curl, language: "sh", code: curl, answer: ANSWER },
        { id: "sdk", title: landing.sdk, language: "ts", code: sdk },
        { id: "trpc", title: landing.typed, language: "ts", code: trpc },
      ]}
      words={landing.samples}
    />
  );
}

import type { ReactNode } from "react";
import { env } from "#server/env";
import { Key, Note, Str } from "#ui/code";
import { OnwardsIcon } from "#ui/icons";
import { getWords } from "#words/get-words";
import styles from "./surfaces.module.css";

const PICTURE = "mbe-3 block-50 overflow-hidden rounded-lg border border-line bg-sunken p-4";
const CODE = `${PICTURE} text-start text-[0.78125rem] leading-[1.7]`;

/** The three surfaces: pages for people, tRPC for one's own front end, REST for everything else. */
export async function Surfaces() {
  const { landing } = await getWords();
  return (
    <section aria-label={landing.surfacesLabel} className="lg:border-be lg:border-line">
      <ul
        className={`${styles.surfaces} mx-auto grid max-inline-page grid-cols-[minmax(0,26rem)] justify-center gap-8 px-5 pbe-14 lg:grid-cols-3 lg:gap-6 lg:px-6 lg:pbe-0 xl:px-0`}
      >
        <Surface href="/sign-in" words={landing.pages}>
          <MiniForm />
        </Surface>
        <Surface href="#trpc" words={landing.trpc}>
          <pre className={CODE} dir="ltr">
            <code>
              <Key>const</Key> {"{ user } = "}
              <Key>await</Key>
              {" trpc\n  .password.signIn.mutate({\n    loginId: "}
              <Str>"ada@example.com"</Str>
              {",\n    password,\n  });\n\nuser.name "}
              <Note>{landing.sampleComment}</Note>
            </code>
          </pre>
        </Surface>
        <Surface href={env().docs ? "/docs/reference" : "#rest"} words={landing.rest}>
          <pre className={CODE} dir="ltr">
            <code>
              {"curl $APP/v1/auth/password/signin \\\n  -H "}
              <Str>"Authorization: Bearer $ID"</Str>
              {" \\\n  -d "}
              <Str>{`'{"loginId":\n       "ada@example.com", …}'`}</Str>
              {"\n\n"}
              <Note>{'{ "sessionJwt": "eyJhbGciOiJ…",\n  "user": { … } }'}</Note>
            </code>
          </pre>
        </Surface>
      </ul>
    </section>
  );
}

interface SurfaceProps {
  href: "/sign-in" | "/docs/reference" | `#${string}`;
  words: { title: string; text: string; go: string };
  /** A picture of what is behind the link; decoration. */
  children: ReactNode;
}

function Surface({ href, words, children }: SurfaceProps) {
  return (
    <li>
      <a href={href} className={styles.surface}>
        <div className="mbe-6 grid justify-items-center gap-1 text-center">
          <h2 className="text-xl">{words.title}</h2>
          <p className="max-inline-62 text-sm text-balance text-ink-soft">{words.text}</p>
        </div>
        <div aria-hidden="true">{children}</div>
        <span className="mbs-auto flex min-block-12 items-center justify-between text-sm font-medium text-accent">
          {words.go}
          <OnwardsIcon />
        </span>
      </a>
    </li>
  );
}

async function MiniForm() {
  const words = await getWords();
  const { form, signIn } = words;
  const box = "flex min-block-8 items-center rounded-sm border px-2.5";
  return (
    <div className={`${PICTURE} grid content-center gap-2 text-[0.75rem]`}>
      <b className="font-medium">{form.email}</b>
      <span className={`${box} border-control bg-surface`}>ada@example.com</span>
      <b className="font-medium">{signIn.password}</b>
      <span className={`${box} border-control bg-surface tracking-wide`}>••••••••••••</span>
      <span className={`${box} mbs-1 justify-center border-transparent bg-accent font-medium text-on-accent`}>{signIn.submit}</span>
    </div>
  );
}

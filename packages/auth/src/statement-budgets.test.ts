import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { showMe } from "./session/about-me";
import { publishKeySet } from "./session/publish-keys";
import { testCaller } from "./testing/deps";
import { ADA, BOB, openScene, refresh, type Scene, signIn, signUp } from "./testing/scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

interface Budget {
  /** What the operation asks of the database, whoever the caller is let in by included. */
  statements: number;
  /** How often it waits for the disk. */
  commits: number;
  /** What comes before it; answers the operation. */
  prepare(scene: Scene): Promise<() => Promise<unknown>>;
}

/** What the operations that are called most cost, exactly: whoever makes one cheaper says so here, and nothing dearer goes unnoticed. */
const BUDGETS: Record<string, Budget> = {
  "password sign-up": {
    statements: 5,
    commits: 1,
    prepare:
      async ({ deps }) =>
      () =>
        signUp(deps, BOB),
  },
  "password sign-in": {
    statements: 4,
    commits: 1,
    prepare:
      async ({ deps }) =>
      () =>
        signIn(deps, ADA),
  },
  me: {
    statements: 1,
    commits: 0,
    async prepare({ deps }) {
      const { refreshJwt } = await signIn(deps, ADA);
      return () => showMe(deps, {}, testCaller(deps, refreshJwt));
    },
  },
  refresh: {
    statements: 1,
    commits: 0,
    async prepare({ deps }) {
      const { refreshJwt } = await signIn(deps, ADA);
      return () => refresh(deps, refreshJwt);
    },
  },
  "public keys": {
    statements: 0,
    commits: 0,
    prepare:
      async ({ deps }) =>
      () =>
        publishKeySet(deps, { projectId: deps.config.projectId }),
  },
};

// Of delivery, see mail/outbox.test.ts.
describe("the database is asked", () => {
  it.each(Object.entries(BUDGETS))("no more than is said here: %s", async (_, { statements, commits, prepare }) => {
    await signUp(scene.deps, ADA);
    const operation = await prepare(scene);
    const before = { statements: scene.statements.length, commits: scene.commits() };

    await operation();

    expect(scene.statements.slice(before.statements)).toHaveLength(statements);
    expect(scene.commits() - before.commits).toBe(commits);
  });
});

import { defineConfig } from "vitest/config";
import { findPostgres } from "./packages/db/src/testing/postgres.mjs";

const ISOLATED = "{packages/*,apps/web}/src/**/*.isolated.test.ts";

/** What the database decides and what SDKs see is tested on Postgres too, where there is one. */
const ON_POSTGRES = [
  "packages/db/src/postgres.test.ts",
  "packages/auth/src/statement-budgets.test.ts",
  "packages/auth/src/{shared-limiter,kept}.test.ts",
  "packages/auth/src/hostile/two-processes.test.ts",
  "packages/auth/src/models/*.test.ts",
  "packages/api/src/hostile/races.test.ts",
  "packages/api/src/conformance/conformance.test.ts",
  "packages/api/src/sdk/*.test.ts",
];

/** With ON_POSTGRES=all everything that asks a database, but for what is about a file, or about the order of rows of one moment. */
const ALL_ON_POSTGRES = ["packages/db/src/postgres.test.ts", "packages/{auth,api,app}/src/**/*.test.ts"];
const NOT_ON_POSTGRES = [
  ISOLATED,
  "**/{*-at-rest,storage-failure,fails-closed,release,move}.test.ts",
  "packages/auth/src/{mail/outbox,otp/send-code,user/deletion,management/user-create}.test.ts",
  "packages/auth/src/{challenge/finish,challenge/in-session,challenge/prepare,links/target,user/notice,otp/verify-code}.test.ts",
];

export default defineConfig({
  // The package throws wherever its bundler condition is missing.
  resolve: {
    alias: [
      { find: "server-only", replacement: `${import.meta.dirname}/apps/web/node_modules/server-only/empty.js` },
      // As package.json of apps/web has it: Vite tries the first of several targets only.
      { find: /^#(.*)$/, replacement: `${import.meta.dirname}/apps/web/src/$1` },
    ],
  },
  test: {
    globalSetup: ["packages/db/src/testing/setup.ts"],
    setupFiles: ["packages/auth/src/testing/generated-runs.ts"],
    provide: { generatedRuns: Number(process.env.GENERATED_RUNS || 50) },
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", "json"],
    outputFile: { json: "node_modules/.cache/gatehouse/vitest.json" },
    testTimeout: 15_000,
    hookTimeout: 15_000,
    projects: [
      {
        extends: true,
        test: {
          name: "shared",
          // Loading the same modules for every file would take longer than most files' tests.
          isolate: false,
          include: [
            "packages/*/src/**/*.test.ts",
            "prisma/**/*.test.ts",
            "apps/web/{src,checks}/**/*.test.{ts,tsx}",
            "apps/web/*.test.{ts,mjs}",
          ],
          exclude: [ISOLATED, "packages/db/src/postgres.test.ts"],
          provide: { dialect: "sqlite" },
        },
      },
      ...(findPostgres() === undefined
        ? []
        : [
            {
              extends: true as const,
              test: {
                name: "postgres",
                isolate: false,
                include: process.env.ON_POSTGRES === "all" ? ALL_ON_POSTGRES : ON_POSTGRES,
                exclude: NOT_ON_POSTGRES,
                provide: { dialect: "postgresql" as const },
              },
            },
          ]),
      // Tests that replace a module must not share it.
      { extends: true, test: { name: "isolated", include: [ISOLATED], provide: { dialect: "sqlite" } } },
    ],
  },
});

import { defineConfig } from "vitest/config";

const ISOLATED = "{packages/*,apps/web}/src/**/*.isolated.test.ts";

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
          exclude: [ISOLATED],
        },
      },
      // Tests that replace a module must not share it.
      { extends: true, test: { name: "isolated", include: [ISOLATED] } },
    ],
  },
});

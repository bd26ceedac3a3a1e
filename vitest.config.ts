import { defineConfig } from "vitest/config";

export default defineConfig({
  // The package throws wherever its bundler condition is missing.
  resolve: { alias: { "server-only": `${import.meta.dirname}/apps/web/node_modules/server-only/empty.js` } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "prisma/**/*.test.ts", "apps/web/src/**/*.test.{ts,tsx}", "apps/web/*.test.{ts,mjs}"],
    globalSetup: ["packages/db/src/testing-setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", "json"],
    outputFile: { json: "node_modules/.cache/gatehouse/vitest.json" },
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/postgres.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Real databases and browsers start within these, also on a busy two-core machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

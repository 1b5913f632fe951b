import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/postgres.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Bolt, botbuilder and PGlite are loaded once for each worker, not once for each file.
    isolate: false,
    // Real databases and browsers start within these, also on a busy two-core machine.
    testTimeout: 30_000,
    // Real processes, databases and browsers share a machine that isn't ours: one second chance there, none at a desk.
    retry: process.env.CI ? 1 : 0,
    hookTimeout: 60_000,
  },
});

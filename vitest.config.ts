import { defineConfig } from "vitest/config";

/**
 * Three doors to the tests; every test file is behind exactly one (`test/doors.test.ts`). What isn't named here is a part.
 */
const files = (folders: string, ...names: readonly string[]) => [
  `test/${folders}/**/*.test.ts`,
  ...names.map((name) => `test/${name}.test.ts`),
];

/** What is decided and what people read: pure, in seconds, without a database. */
const rules = files("{core,views,protocol-file}", "cli/protocol-words");
/** Whole paths, processes and browsers, and what is said of them. */
const whole = files("{whole-path,attack,browser}", "cli/cli", "main", "readme", "doors");

/** A real PostgreSQL, started when the first test asks for a database. */
const databases = ["test/support/postgres.ts"];

export default defineConfig({
  test: {
    // One door after the other, so that a worker's loaded modules serve all files of a door.
    projects: [
      { extends: true, test: { name: "rules", include: rules, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/**/*.test.ts"],
          exclude: [...rules, ...whole],
          globalSetup: databases,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: "whole", include: whole, globalSetup: databases, sequence: { groupOrder: 2 } } },
    ],
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

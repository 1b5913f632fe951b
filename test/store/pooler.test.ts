import { afterEach, beforeEach, expect, it } from "vitest";
import { DatabaseUnreachableError } from "../../src/store/database-unreachable.ts";
import { checkPooler } from "../../src/store/pooler.ts";
import { openStore } from "../../src/store/store.ts";
import { freshDatabase } from "../support/postgres.ts";
import { startTransactionPooler } from "../support/transaction-pooler.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.drop());

it("is content with PostgreSQL itself", async () => {
  await checkPooler(database.url);
});

it("stops the start behind a pooler that doesn't keep prepared statements, and says what to set", async () => {
  const pooler = await startTransactionPooler(database.url);
  const start = openStore({ databaseUrl: pooler.url, dataDir: "", secret: "secret" });
  await expect(start).rejects.toThrow(DatabaseUnreachableError);
  await expect(start).rejects.toThrow("max_prepared_statements");
  await pooler.close();
});

import { defineConfig } from "drizzle-kit";

/** For `npm run db:generate`: after a change of the tables it writes the migration beside the others. */
export default defineConfig({ dialect: "postgresql", schema: "./src/store/schema.ts", out: "./src/store/migrations" });

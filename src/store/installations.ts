import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Platform } from "../core/people.ts";
import type { Database } from "./database.ts";
import { createSeal } from "./sealed.ts";

/** Tokens of connected workspaces, sealed with a key derived from `secret`. */
const sealedSchema = z.object({ secret: z.string() });

export function createInstallations(database: Database, secret: string) {
  const { seal, unseal } = createSeal(secret);
  const row = (platform: Platform, workspace: string) => `${platform} workspace ${workspace}`;
  return {
    /** @throws UnreadableSecretError when it was sealed with another secret. */
    async installation(platform: Platform, workspace: string): Promise<string | undefined> {
      const [found] = await database.run(
        sql`select secret from installations where platform = ${platform} and workspace = ${workspace}`,
      );
      return found && unseal(sealedSchema.parse(found).secret, row(platform, workspace));
    },

    async saveInstallation(platform: Platform, workspace: string, plain: string): Promise<void> {
      await database.run(sql`
        insert into installations (platform, workspace, secret)
        values (${platform}, ${workspace}, ${seal(plain, row(platform, workspace))})
        on conflict (platform, workspace) do update set secret = excluded.secret`);
    },

    async removeInstallation(platform: Platform, workspace: string): Promise<void> {
      await database.run(sql`delete from installations where platform = ${platform} and workspace = ${workspace}`);
    },
  };
}

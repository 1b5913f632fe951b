import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";

/**
 * What signs links and seals tokens: AMENDS_SECRET, or on the embedded database one made up at the first start and kept
 * beside it, readable by its owner only. With a database of its own the secret must be given, for replicas to share it.
 */
export async function obtainSecret({ secret, dataDir }: Pick<Config, "secret" | "dataDir">): Promise<string> {
  if (secret) return secret;
  const path = join(dataDir, "secret");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, randomBytes(32).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return (await readFile(path, "utf8")).trim();
}

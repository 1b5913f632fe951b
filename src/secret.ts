import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { secretsIn } from "./app/keyring.ts";
import { closeFile, createWhole, privateFolder } from "./app/private-files.ts";
import type { Config } from "./config.ts";

/** The folder of the embedded database, or the secret in it, can't be used; in words for the operator. */
export class DataDirError extends Error {
  override readonly name = "DataDirError";
}

/** Anything shorter can be guessed, or is the rest of a file that was torn. */
const shortest = 16;

/**
 * What signs links and forms and seals tokens, several newest first (`app/keyring.ts`): AMENDS_SECRET, or on the embedded
 * database one made up at the first start and kept beside it, readable by its owner only. With a database of its own the secret must be given, for replicas to share it.
 * @throws DataDirError when it can't be kept, or what was kept can't be a secret.
 */
export async function obtainSecret({ secret, dataDir }: Pick<Config, "secret" | "dataDir">): Promise<string> {
  if (secret) return secret;
  const path = join(dataDir, "secret");
  let kept: string;
  try {
    await privateFolder(dataDir);
    kept = (await read(path)) ?? (await make(path));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataDirError(
      `Nothing can be kept in the folder ${dataDir} (${reason}). Make room there or let Amends write there, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
  const text = kept.trim();
  const isWhole = secretsIn(text).every((each) => each.length >= shortest && !/\p{Cc}|\ufffd/u.test(each));
  if (isWhole) return text;
  throw new DataDirError(
    `The file ${path} is ${text === "" ? "empty" : "damaged"}: it should hold the secret that signs links and seals tokens. Put it back from a backup. Without one, delete the file: a new secret is made, links that were sent end, and Slack workspaces must be connected again.`,
  );
}

const read = async (path: string): Promise<string | undefined> => {
  try {
    const text = await readFile(path, "utf8");
    await closeFile(path);
    return text;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
};

const make = async (path: string): Promise<string> => {
  const made = randomBytes(32).toString("base64url");
  // Of several that start at once, one makes it.
  return (await createWhole(path, made)) ? made : await readFile(path, "utf8");
};

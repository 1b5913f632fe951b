import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { writeWhole } from "../app/private-files.ts";
import { type Instant, instantSchema } from "../core/time.ts";

/**
 * The protocol that is in force, as the process that runs wrote it into DATA_DIR: what a terminal compares a new file with, and
 * the next start too.
 */
export type InForce = { readonly text: string; readonly since: Instant };

const schema = z.object({ text: z.string(), since: instantSchema });
const fileIn = (dataDir: string): string => join(dataDir, "protocol-in-force.json");

/** @returns nothing where none has run with this folder, or what it left can't be read. */
export const lastInForce = async (dataDir: string): Promise<InForce | undefined> => {
  try {
    return schema.parse(JSON.parse(await readFile(fileIn(dataDir), "utf8")));
  } catch {
    return undefined;
  }
};

export const keepInForce = (dataDir: string, inForce: InForce): Promise<void> =>
  writeWhole(fileIn(dataDir), JSON.stringify(inForce));

/** What is written in it, before anything is filled in; nothing for text that was never in force. */
export const writtenIn = (text: string): unknown => {
  try {
    return parse(text) ?? {};
  } catch {
    return {};
  }
};

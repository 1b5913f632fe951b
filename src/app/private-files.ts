import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * What this process keeps in files holds secrets and customers' words: only its owner may read them, and each is written whole
 * or not at all.
 */

const folderMode = 0o700;
const fileMode = 0o600;

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

/** On a volume that belongs to somebody else, or one that knows no modes, they are that one's to set. */
const notOurs = new Set<unknown>(["EPERM", "EACCES", "ENOTSUP", "EOPNOTSUPP", "EROFS", "ENOENT"]);

/** Takes away what others may do, if there is anything. */
const close = async (path: string, mode: number): Promise<void> => {
  try {
    const now = (await stat(path)).mode & 0o777;
    if ((now & ~mode) !== 0) await chmod(path, now & mode);
  } catch (error) {
    if (!notOurs.has(codeOf(error))) throw error;
  }
};

/** Makes the folder if there is none, and closes it to others, also one that was there. */
export async function privateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: folderMode });
  await close(folder, folderMode);
}

/** Closes a file to others, if there is one. */
export const closeFile = (path: string): Promise<void> => close(path, fileMode);

/** Closes a folder of ours, and all that is in it, to others. */
export async function closeContents(folder: string): Promise<void> {
  await close(folder, folderMode);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isDirectory()) await close(join(entry.parentPath, entry.name), folderMode);
    else if (entry.isFile()) await close(join(entry.parentPath, entry.name), fileMode);
  }
}

/** A power cut after this finds the folder's entries as they are now. Not every file system can be asked for that. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
};

/** @returns the path of a complete copy beside `path`, on the disk and not only handed to it. */
const besideWhole = async (path: string, text: string): Promise<string> => {
  const beside = `${path}.${process.pid}-${randomBytes(4).toString("hex")}.new`;
  try {
    const handle = await open(beside, "wx", fileMode);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return beside;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};

const waiting = new Map<string, Promise<void>>();

/**
 * Replaces a file as a whole: a reader, or a process that starts after a crash or on a full disk, sees the old text or the new,
 * never half of one. Writes to one path follow each other.
 */
export function writeWhole(path: string, text: string): Promise<void> {
  const before = waiting.get(path) ?? Promise.resolve();
  const written = before
    .catch(() => undefined)
    .then(async () => {
      await privateFolder(dirname(path));
      const beside = await besideWhole(path, text);
      await rename(beside, path);
      await syncFolder(dirname(path));
    });
  waiting.set(path, written);
  return written.finally(() => {
    if (waiting.get(path) === written) waiting.delete(path);
  });
}

/** Of several that try at once, one makes the file, whole. @returns whether it was this one. */
export async function createWhole(path: string, text: string): Promise<boolean> {
  const beside = await besideWhole(path, text);
  try {
    await link(beside, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

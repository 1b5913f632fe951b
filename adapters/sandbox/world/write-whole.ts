import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

const waiting = new Map<string, Promise<void>>();

/**
 * Replaces a file as a whole: a reader, or a process that starts after a crash, sees the old text or the new, never half of
 * one. Writes to one path follow each other. Survives a killed process, not a power cut.
 */
export function writeWhole(path: string, text: string): Promise<void> {
  const before = waiting.get(path) ?? Promise.resolve();
  const written = before.catch(() => undefined).then(() => replace(path, text));
  waiting.set(path, written);
  return written.finally(() => {
    if (waiting.get(path) === written) waiting.delete(path);
  });
}

async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.new`;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(beside, text, { mode: 0o600 });
  await rename(beside, path);
}

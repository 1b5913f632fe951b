import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { open } from "node:fs/promises";

/** No one writes so much by hand; it would be read at every tick. */
const mostBytes = 1_000_000;

/** A pipe or a device may have no end, and opening it may wait for ever: not to wait is asked for, and then what it is. */
const flags = constants.O_RDONLY | constants.O_NONBLOCK;

/** What is there can't be a protocol file; in words. */
export class NotAFileError extends Error {
  override readonly name = "NotAFileError";
}

type Found = { isFile(): boolean; isDirectory(): boolean; readonly size: number };

const refuse = (found: Found): void => {
  if (found.isDirectory()) throw new NotAFileError("a folder");
  if (!found.isFile()) throw new NotAFileError("a pipe, a socket or a device");
  if (found.size > mostBytes) throw new NotAFileError(`a file of ${found.size} bytes`);
};

/** @throws NotAFileError, or what the system says. */
export const readTextSync = (path: string): string => {
  const handle = openSync(path, flags);
  try {
    refuse(fstatSync(handle));
    return readFileSync(handle, "utf8");
  } finally {
    closeSync(handle);
  }
};

/** @throws NotAFileError, or what the system says. */
export const readText = async (path: string): Promise<string> => {
  const handle = await open(path, flags);
  try {
    refuse(await handle.stat());
    return await handle.readFile("utf8");
  } finally {
    await handle.close();
  }
};

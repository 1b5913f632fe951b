import { readFileSync, readlinkSync } from "node:fs";
import { link, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { createWhole } from "../app/private-files.ts";

/**
 * One process per data folder. On the same machine the holder's process id decides, so that a start after `kill -9` waits for
 * nothing. Elsewhere (a volume shared by containers) ids mean nothing: there the holder's heartbeat decides, within 10 s.
 */

export class DataDirInUseError extends Error {
  override readonly name = "DataDirInUseError";
  constructor(dataDir: string, holder?: Holder) {
    const who = holder ? ` (process ${holder.pid} on ${holder.host})` : "";
    super(
      `Another Amends is using ${dataDir}${who}. Stop it first, or give this one its own DATA_DIR. ` +
        "For several at once, set DATABASE_URL to a PostgreSQL database.",
    );
  }
}

const holderSchema = z.object({ pid: z.int(), host: z.string(), machine: z.string(), started: z.string() });
type Holder = z.infer<typeof holderSchema>;

const beatMillis = 3_000;
const silentMillis = 10_000;

/** @throws DataDirInUseError */
export async function holdDataDir(dataDir: string): Promise<{ release(): Promise<void> }> {
  const file = join(dataDir, "amends.lock");
  const me = JSON.stringify({ pid: process.pid, host: hostname(), machine: machine(), started: startOf(process.pid) });
  while (!(await createWhole(file, me))) {
    const seen = await readFile(file, "utf8").catch(() => undefined);
    if (seen === undefined) continue; // given back just now
    const holder = parse(seen);
    if (holder?.machine === machine() ? runs(holder) : await beats(file, seen))
      throw new DataDirInUseError(dataDir, holder);
    await takeAway(file, seen);
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), beatMillis);
  beat.unref();
  return {
    async release() {
      clearInterval(beat);
      await rm(file, { force: true });
    },
  };
}

function parse(content: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(content));
  } catch {
    return undefined;
  }
}

/** Ids are used again: it is the same process only if it also started at the same moment. */
const runs = (holder: Holder): boolean => isAlive(holder.pid) && startOf(holder.pid) === holder.started;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is alive too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Watches a lock from elsewhere until it beats or is too old to be held. A lock that changed hands is looked at anew. */
async function beats(file: string, seen: string): Promise<boolean> {
  const modified = async () => (await stat(file).catch(() => undefined))?.mtimeMs;
  const first = await modified();
  while (first !== undefined && Date.now() - first <= silentMillis) {
    await pause(250);
    if ((await readFile(file, "utf8").catch(() => undefined)) !== seen) return false;
    if ((await modified()) !== first) return true;
  }
  return false;
}

/** Removes a dead lock, and only that one: renaming is atomic, so of two who try just one gets it. */
async function takeAway(file: string, seen: string): Promise<void> {
  const aside = `${file}.${process.pid}.${Date.now()}`;
  try {
    await rename(file, aside);
  } catch {
    return; // someone else was faster; the next look tells who
  }
  if ((await readFile(aside, "utf8")) !== seen) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

/** Where process ids mean the same: this boot, this container. */
function machine(): string {
  return [hostname(), readOr("/proc/sys/kernel/random/boot_id"), linkOr("/proc/self/ns/pid")].join(" ");
}

/** When a process started, in the kernel's ticks since boot; empty where there is no /proc. */
function startOf(pid: number): string {
  // The command's name is in parentheses and may hold spaces: count fields after it. Field 22 is the start time.
  const fields = readOr(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ");
  return fields?.[19] ?? "";
}

function readOr(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataDirInUseError, holdDataDir } from "../../src/store/data-dir-lock.ts";

describe("a data folder", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "amends-lock-"));
    file = join(folder, "amends.lock");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const mine = async () => JSON.parse(await readFile(file, "utf8"));
  /** Takes the folder and gives it back: only possible while nobody has it. */
  const holdBriefly = async () => (await holdDataDir(folder)).release();

  it("is held by one at a time, and tells the second by whom", async () => {
    const hold = await holdDataDir(folder);
    await expect(holdDataDir(folder)).rejects.toThrow(DataDirInUseError);
    await expect(holdDataDir(folder)).rejects.toThrow(`Another Amends is using ${folder} (process ${process.pid} on `);
    await hold.release();
    await expect(access(file)).rejects.toThrow(/ENOENT/);
    await holdBriefly();
  });

  it("is held by one of many that start at once", async () => {
    const starts = await Promise.allSettled(Array.from({ length: 8 }, () => holdDataDir(folder)));
    expect(starts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it("is free at once after its holder was killed", async () => {
    await holdDataDir(folder);
    const killed = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await writeFile(file, JSON.stringify({ ...(await mine()), pid: killed.pid, started: "" }));
    killed.kill("SIGKILL");
    await once(killed, "exit");
    await holdBriefly();
  });

  it("is free at once when the holder's process id belongs to another process by now", async () => {
    await holdDataDir(folder);
    await writeFile(file, JSON.stringify({ ...(await mine()), started: "long ago" }));
    await holdBriefly();
  });

  describe("shared with another machine or container, where process ids mean nothing", () => {
    const elsewhere = async () => {
      await holdDataDir(folder);
      await writeFile(file, JSON.stringify({ ...(await mine()), machine: "another", host: "box-2" }));
    };

    it("is in use while the other's lock beats", async () => {
      await elsewhere();
      const start = expect(holdDataDir(folder)).rejects.toThrow(/box-2/);
      const beat = setInterval(() => void utimes(file, new Date(), new Date()), 50);
      await start;
      clearInterval(beat);
    });

    it("is free once the other's lock has been silent for long", async () => {
      await elsewhere();
      const longAgo = new Date(Date.now() - 60_000);
      await utimes(file, longAgo, longAgo);
      await holdBriefly();
    });
  });
});

import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DataDirError, obtainSecret } from "../src/secret.ts";

let folder: string;
let dataDir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-secret-"));
  dataDir = join(folder, "data");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the secret", () => {
  it("is AMENDS_SECRET where it is given, and nothing is written", async () => {
    expect(await obtainSecret({ secret: "given by the operator", dataDir })).toBe("given by the operator");
    expect(await readdir(folder)).toEqual([]);
  });

  it("is else made up once, long enough not to be guessed, and the same from then on", async () => {
    const first = await obtainSecret({ dataDir });
    expect(Buffer.from(first, "base64url")).toHaveLength(32);
    expect(await obtainSecret({ dataDir })).toBe(first);
  });

  it("is another one in another folder", async () => {
    expect(await obtainSecret({ dataDir })).not.toBe(await obtainSecret({ dataDir: join(folder, "other") }));
  });

  it("can be read by its owner only", async () => {
    await obtainSecret({ dataDir });
    expect((await stat(join(dataDir, "secret"))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  it("is the same for two that start at the same instant", async () => {
    const secrets = await Promise.all([1, 2, 3, 4].map(() => obtainSecret({ dataDir })));
    expect(new Set(secrets).size).toBe(1);
  });

  it("that somebody put there by hand is kept", async () => {
    await obtainSecret({ dataDir });
    await writeFile(join(dataDir, "secret"), "put there by hand\n");
    expect(await obtainSecret({ dataDir })).toBe("put there by hand");
    expect(await readFile(join(dataDir, "secret"), "utf8")).toBe("put there by hand\n");
  });

  it("that can't be written is said in words, not a secret of the moment", async () => {
    await writeFile(join(folder, "a file"), "");
    const asked = obtainSecret({ dataDir: join(folder, "a file") });
    await expect(asked).rejects.toThrow(DataDirError);
    await expect(asked).rejects.toThrow(/^Nothing can be kept in the folder .*(EEXIST|ENOTDIR).* Make room there/);
  });

  it.each([
    ["empty", "", "is empty"],
    ["blank", " \n", "is empty"],
    ["torn", "abc", "is damaged"],
    ["zeroed by a crash", "\0".repeat(43), "is damaged"],
  ])("whose file is %s is no secret: it says what to do, and leaves the file", async (_how, text, words) => {
    await obtainSecret({ dataDir });
    await writeFile(join(dataDir, "secret"), text);
    await expect(obtainSecret({ dataDir })).rejects.toThrow(words);
    await expect(obtainSecret({ dataDir })).rejects.toThrow("Put it back from a backup.");
    expect(await readFile(join(dataDir, "secret"), "utf8")).toBe(text);
  });

  it("that others could read is closed to them", async () => {
    await obtainSecret({ dataDir });
    await chmod(join(dataDir, "secret"), 0o644);
    await chmod(dataDir, 0o755);
    await obtainSecret({ dataDir });
    expect((await stat(join(dataDir, "secret"))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });
});

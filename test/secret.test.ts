import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { obtainSecret } from "../src/secret.ts";

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

  it("that can't be written is an error, not a secret of the moment", async () => {
    await writeFile(join(folder, "a file"), "");
    await expect(obtainSecret({ dataDir: join(folder, "a file") })).rejects.toThrow(/EEXIST|ENOTDIR/);
  });
});

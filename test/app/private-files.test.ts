import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeContents, createWhole, privateFolder, writeWhole } from "../../src/app/private-files.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "amends-files-"));
  path = join(folder, "file");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (of: string) => ((await stat(of)).mode & 0o777).toString(8);

describe("a folder of ours", () => {
  it("is made for its owner only, and one that was there is closed to others", async () => {
    await privateFolder(join(folder, "made", "inside"));
    expect(await modeOf(join(folder, "made", "inside"))).toBe("700");
    await mkdir(join(folder, "open"));
    await chmod(join(folder, "open"), 0o755);
    await privateFolder(join(folder, "open"));
    expect(await modeOf(join(folder, "open"))).toBe("700");
  });

  it("is closed with all that is in it, and nobody gets more than they had", async () => {
    await mkdir(join(folder, "in"));
    await writeFile(join(folder, "in", "open"), "");
    await writeFile(join(folder, "in", "sealed"), "");
    await chmod(join(folder, "in"), 0o755);
    await chmod(join(folder, "in", "open"), 0o666);
    await chmod(join(folder, "in", "sealed"), 0o400);
    await closeContents(folder);
    expect([await modeOf(join(folder, "in")), await modeOf(join(folder, "in", "open"))]).toEqual(["700", "600"]);
    expect(await modeOf(join(folder, "in", "sealed"))).toBe("400");
  });
});

describe("a file of ours", () => {
  it("is replaced as a whole, for its owner only, in the order of the writes", async () => {
    await Promise.all(["one", "two", "three"].map((text) => writeWhole(path, text)));
    expect(await readFile(path, "utf8")).toBe("three");
    expect(await modeOf(path)).toBe("600");
    expect(await readdir(folder)).toEqual(["file"]);
  });

  it("that can't be written is left as it was, with nothing beside it", async () => {
    await mkdir(path);
    await expect(writeWhole(path, "new")).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    await rm(path, { recursive: true });
    await writeWhole(path, "next");
    expect(await readFile(path, "utf8")).toBe("next");
  });

  it("is made by one of many, and never seen half", async () => {
    const texts = Array.from({ length: 8 }, (_, index) => String(index).repeat(10_000));
    const made = await Promise.all(
      texts.map(async (text) => {
        const isMine = await createWhole(path, text);
        expect(texts).toContain(await readFile(path, "utf8"));
        return isMine;
      }),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await readFile(path, "utf8")).toBe(texts[made.indexOf(true)]);
    expect(await readdir(folder)).toEqual(["file"]);
  });
});

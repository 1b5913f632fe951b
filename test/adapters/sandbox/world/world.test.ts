import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bounds } from "../../../../adapters/sandbox/world/bounds.ts";
import { createChat } from "../../../../adapters/sandbox/world/chat.ts";
import { createWorld } from "../../../../adapters/sandbox/world/world.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Card } from "../../../../src/views/elements.ts";

const now = instant(Date.parse("2026-11-23T12:00:00Z"));

describe("the sandbox's world", () => {
  let folder: string;
  let changes: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "amends-world-"));
    changes = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const open = () =>
    createWorld({
      first: 1,
      folder,
      now: () => now,
      changed: () => {
        changes += 1;
      },
    });

  it("begins with complaints from the hotel, the shop, the app and the clinic", () => {
    const words = open()
      .messages()
      .map((message) => message.words)
      .join("\n");
    for (const what of ["Room 214", "gift box", "booking app", "clinic"]) expect(words).toContain(what);
  });

  it("has what was said in its file before it says so", async () => {
    const world = open();
    await world.add({ channel: "front-desk", from: "sam", words: "A plain word." });
    expect(readFileSync(join(folder, "sandbox.json"), "utf8")).toContain("A plain word.");
    expect(open().messages().at(-1)?.words).toBe("A plain word.");
  });

  it("keeps everything that is said at the same moment, in order", async () => {
    const world = open();
    const words = Array.from({ length: 30 }, (_, index) => `word ${index}`);
    await Promise.all(words.map((each) => world.add({ channel: "front-desk", from: "sam", words: each })));
    const again = open().messages().slice(-30);
    expect(again.map((message) => message.words)).toEqual(words);
    expect(new Set(again.map(({ id }) => id)).size).toBe(30);
  });

  it("says once what the same request says twice", async () => {
    const world = open();
    const said = { channel: "front-desk", from: "sam", words: "Once.", request: "r1" };
    const [first, again] = [await world.add(said), await world.add(said)];
    expect(again).toEqual(first);
    expect(
      open()
        .messages()
        .filter(({ words }) => words === "Once."),
    ).toHaveLength(1);
  });

  it("counts what each person has not seen: not their own words, nor what is for others alone", async () => {
    const world = open();
    await world.see("ann", "cases");
    await world.add({ channel: "cases", from: "sam", words: "For all." });
    await world.add({ channel: "cases", from: "amends", words: "For Sam alone.", onlyFor: "sam" });
    await world.add({ channel: "cases", from: "ann", words: "My own." });
    expect(world.unseen("ann", "cases").map(({ words }) => words)).toEqual(["For all."]);
    await world.see("ann", "cases");
    expect(open().unseen("ann", "cases")).toEqual([]);
  });

  it("tells windows of what can be seen, and not of who has seen it", async () => {
    const world = open();
    const before = world.version();
    await world.see("ann", "front-desk");
    expect([changes, world.version()]).toEqual([0, before]);
    await world.showGuide(false);
    expect(changes).toBe(1);
    expect(world.version()).not.toBe(before);
  });

  it("keeps its file small, and knows what it put away", async () => {
    const world = open();
    const first = world.messages().find(({ channel }) => channel === "front-desk")?.id ?? "";
    const all = Array.from({ length: bounds.messages }, () => ({ channel: "cases", from: "sam", words: "One more." }));
    await Promise.all(all.map((said) => world.add(said)));
    const again = open();
    expect(again.messages()).toHaveLength(bounds.messages);
    expect([again.find(first), again.isGone(first), again.isGone("m99999"), again.isGone("nothing")]).toEqual([
      undefined,
      true,
      false,
      false,
    ]);
    expect([again.isShortened("front-desk"), again.isShortened("cases")]).toEqual([true, false]);
    await again.startOver();
    expect(open().isShortened("front-desk")).toBe(false);
  });

  it("lets a case go on whose conversation was put away", async () => {
    const world = open();
    const [thread = ""] = world.messages().map(({ id }) => id);
    const all = Array.from({ length: bounds.messages }, () => ({ channel: "cases", from: "sam", words: "One more." }));
    await Promise.all(all.map((said) => world.add(said)));
    const chat = createChat(world, new Map());
    const place = { platform: "sandbox" as const, workspace: world.workspace(), channel: "cases" };
    const card: Card = {
      title: ["A word"],
      tone: "calm",
      facts: [],
      body: [],
      buttons: [],
      more: [],
      fallback: "A word",
    };
    expect(await chat.update({ place, message: thread }, card)).toMatchObject({ ok: false, why: "unreachable" });
    expect(await chat.post({ ...place, thread }, card)).toMatchObject({ ok: true, ref: { place } });
    expect(world.messages().at(-1)?.thread).toBeUndefined();
    expect(await chat.post({ ...place, thread: "m99999" }, card)).toMatchObject({ ok: false, why: "unreachable" });
  });

  it("begins anew under another name, so that nothing old needs to be deleted", async () => {
    const world = open();
    expect(world.workspace()).toBe("sandbox-1");
    await world.add({ channel: "front-desk", from: "sam", words: "Old." });
    await world.startOver();
    expect(world.workspace()).toBe("sandbox-2");
    expect(open().workspace()).toBe("sandbox-2");
    expect(
      open()
        .messages()
        .some(({ words }) => words === "Old."),
    ).toBe(false);
  });

  it("begins anew where its file can't be read", () => {
    writeFileSync(join(folder, "sandbox.json"), '{"number": "one"}');
    expect(open().workspace()).toBe("sandbox-1");
  });
});

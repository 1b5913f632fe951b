import { describe, expect, it } from "vitest";
import { bounds, keepNewest } from "../../../../adapters/sandbox/world/bounds.ts";
import type { Message } from "../../../../adapters/sandbox/world/world-state.ts";
import { instant } from "../../../../src/core/time.ts";

const message = (number: number, more: Partial<Message> = {}): Message => ({
  id: `m${number}`,
  channel: "cases",
  from: "sam",
  at: instant(number),
  edits: 0,
  touched: 0,
  words: `word ${number}`,
  ...more,
});
const count = (length: number, more?: (number: number) => Partial<Message>) =>
  Array.from({ length }, (_, index) => message(index + 1, more?.(index + 1)));
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);
const most = { messages: 4, forOne: 2 };

describe("what a world keeps", () => {
  it("is everything, while it is little", () => {
    const all = count(bounds.messages);
    expect(keepNewest(all)).toEqual({ messages: all, putAwayIn: [] });
  });

  it("is the newest, and it says where something is missing", () => {
    const all = count(6, (number) => ({ channel: number === 1 ? "front-desk" : "cases" }));
    const kept = keepNewest(all, most);
    expect(ids(kept.messages)).toEqual(["m3", "m4", "m5", "m6"]);
    expect(kept.putAwayIn).toEqual(["front-desk", "cases"]);
  });

  it("is whole conversations, those longest when someone spoke in them or worked on their card", () => {
    const all = [message(1), message(2, { touched: 6 }), message(3), message(4, { thread: "m1" }), message(5)];
    expect(ids(keepNewest(all, most).messages)).toEqual(["m1", "m2", "m4", "m5"]);
    expect(ids(keepNewest(all, { ...most, messages: 3 }).messages)).toEqual(["m2", "m5"]);
  });

  it("is bounded even where all is said in one thread", () => {
    const all = count(7, (number) => (number === 1 ? {} : { thread: "m1" }));
    expect(ids(keepNewest(all, most).messages)).toEqual(["m1", "m5", "m6", "m7"]);
  });

  it("is a few words for each person alone, which nobody is told about when they go", () => {
    const all = count(6, (number) => ({ onlyFor: number % 2 ? "ann" : "sam" }));
    expect(keepNewest(all, most)).toEqual({ messages: all.slice(2), putAwayIn: [] });
  });
});

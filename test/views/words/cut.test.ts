import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut } from "../../../src/views/words/cut.ts";

describe("cutting at a limit", () => {
  it("leaves what fits alone", () => {
    expect(cut("exactly", 7)).toBe("exactly");
  });

  it("ends at a word where one is near", () => {
    expect(cut("The parcel came eleven days late", 24)).toBe("The parcel came eleven…");
  });

  it("cuts a long word rather than losing far more than it must", () => {
    expect(cut(`a ${"b".repeat(100)}`, 80)).toBe(`a ${"b".repeat(77)}…`);
  });

  it("never cuts inside a character, as people see it", () => {
    expect(cut("😀😀😀", 4)).toBe("😀…");
    expect(cut("👩‍👩‍👧👩‍👩‍👧", 12)).toBe("👩‍👩‍👧…");
    expect(cut("🇩🇪🇫🇷🇮🇹", 8)).toBe("🇩🇪…");
    expect(cut("nai\u0308ve", 4)).toBe("na…");
    expect(cut("नमस्ते नमस्ते", 4)).toBe("नम…");
    expect(cut("👍🏽👍🏽", 6)).toBe("👍🏽…");
  });

  it("cuts where it must a character that is longer than any that people type", () => {
    const piled = `a${"\u0301".repeat(500)}`;
    expect(cut(piled, 100)).toHaveLength(100);
    expect(cut(piled, 1)).toBe("…");
  });

  it("ends where characters end, wherever the limit is", () => {
    const family = "👩‍👩‍👧‍👦";
    const flag = "🇩🇪";
    fc.assert(
      fc.property(fc.constantFrom(family, flag, "e\u0301"), fc.integer({ min: 12, max: 300 }), (character, max) => {
        const kept = cut(character.repeat(300), max).slice(0, -1);
        expect(kept.replaceAll(character, "")).toBe("");
      }),
    );
  });

  it("is never longer than the limit, and never leaves half a surrogate pair", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), fc.integer({ min: 1, max: 120 }), (text, max) => {
        const short = cut(text, max);
        expect(short.length).toBeLessThanOrEqual(max);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
  });
});

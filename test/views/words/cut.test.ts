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

  it("never cuts inside a character", () => {
    expect(cut("😀😀😀", 4)).toBe("😀…");
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

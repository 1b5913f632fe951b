import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestPause, pauseAfterDefect, pauseBefore } from "../../../src/app/delivery/pauses.ts";

const anything = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0));

describe("the pause before the next attempt", () => {
  it("is as long as the platform asks for", () => expect(pauseBefore(1, 0.5, 30_000)).toBe(30_000));

  it.each([31_536_000_000, Number.POSITIVE_INFINITY])("is five minutes where it asks for %d ms", (asked) =>
    expect(pauseBefore(1, 0.5, asked)).toBe(300_000),
  );

  it("is the usual one where what it asks for isn't a time", () =>
    expect(pauseBefore(3, 0, Number.NaN)).toBe(pauseBefore(3, 0)));

  it("is between a second and five minutes whatever anybody asks for", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        anything,
        (n, j, asked) => {
          const pause = pauseBefore(n, j, asked);
          expect(pause).toBeGreaterThanOrEqual(1_000);
          expect(pause).toBeLessThanOrEqual(longestPause);
        },
      ),
      { seed: 8 },
    );
  });

  it("adds up to more than half a day of trying, also where the platform asks for no time at all", () => {
    const all = Array.from({ length: 300 }, (_, index) => pauseBefore(index + 1, 0, 0));
    expect(all.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(12 * 3_600_000 - 30 * 60_000);
  });

  it("after a defect of our own holds a conversation for 15 seconds in all", () =>
    expect([1, 2, 3, 4].map(pauseAfterDefect)).toEqual([1_000, 2_000, 4_000, 8_000]));
});

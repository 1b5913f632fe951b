import { describe, expect, it } from "vitest";
import { lengthWords } from "../../../../adapters/sandbox/drawing/moments.tsx";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("a length of time in words", () => {
  it.each([
    [20_000, "less than a minute"],
    [minute, "1 minute"],
    [59.7 * minute, "1 hour"],
    [3 * hour + 12 * minute, "3 hours 12 minutes"],
    [2 * day - 10_000, "2 days"],
    [day + 11 * hour + 40 * minute, "1 day 12 hours"],
    [-2 * hour, "2 hours"],
  ])("%d milliseconds: %s", (millis, words) => {
    expect(lengthWords(millis)).toBe(words);
  });
});

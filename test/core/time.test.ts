import { describe, expect, it } from "vitest";
import { duration, instant, isFresh } from "../../src/core/time.ts";

const now = instant(Date.UTC(2026, 0, 5, 9));
const day = 86_400_000;
const tenMinutes = duration(600_000);
const learned = (millisAgo: number) => isFresh(instant(now - millisAgo), now, tenMinutes);

describe("what was learned", () => {
  it.each([0, 1, 599_999])("%i ms ago is fresh for ten minutes", (ago) => expect(learned(ago)).toBe(true));
  it.each([600_000, day])("%i ms ago is not", (ago) => expect(learned(ago)).toBe(false));
  it("by a machine whose clock is a little ahead is fresh", () => expect(learned(-60_000)).toBe(true));
  it.each([60_001, day, 365 * day])("%i ms from now is not: a clock was wrong", (ahead) =>
    expect(learned(-ahead)).toBe(false),
  );
});

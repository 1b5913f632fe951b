import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromValue, toButtonValue, toOptionValue } from "../../../../adapters/slack/drawing/press-value.ts";
import { defined } from "../../../../src/core/defined.ts";

const press = fc
  .record({
    act: fc.string({ minLength: 1, maxLength: 40 }),
    case: fc.option(fc.string({ minLength: 1, maxLength: 64 }), { nil: undefined }),
    of: fc.option(fc.string({ maxLength: 64 }), { nil: undefined }),
  })
  .map(defined);

describe("a press inside a control of Slack", () => {
  it("comes back from a button as it went in, within 2,000 characters", () => {
    fc.assert(
      fc.property(press, (pressed) => {
        expect(fromValue(toButtonValue(pressed))).toEqual(pressed);
        expect(toButtonValue(pressed).length).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it("comes back from an option as it went in, within 150 characters or not at all", () => {
    fc.assert(
      fc.property(press, (pressed) => {
        const value = toOptionValue(pressed);
        if (value === undefined) return;
        expect(value.length).toBeLessThanOrEqual(150);
        expect(fromValue(value)).toEqual(pressed);
      }),
    );
  });

  it("has room in an option for the longest act and part of a case with a UUID", () => {
    const longest = { act: "a".repeat(40), case: crypto.randomUUID(), of: "o".repeat(64) };
    expect(fromValue(toOptionValue(longest))).toEqual(longest);
  });

  it.each([undefined, "", "not json", "{}", "[]", '["a","b","c"', '{"act":""}', "[1,2]", "null"])(
    "is nothing in %s",
    (value) => {
      expect(fromValue(value)).toBeUndefined();
    },
  );
});

import { expect, it } from "vitest";
import { contentHash } from "../../../adapters/common/content-hash.ts";

it("is the same for the same content in another order of keys, at any depth", () => {
  expect(contentHash({ a: 1, b: [{ c: 2, d: null }] })).toBe(contentHash({ b: [{ d: null, c: 2 }], a: 1 }));
});

it.each<[unknown, unknown]>([
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: "1" }, { a: 1 }],
  [{ a: 1 }, { b: 1 }],
  [undefined, null],
])("is another for %o than for %o", (one, other) => {
  expect(contentHash(one)).not.toBe(contentHash(other));
});

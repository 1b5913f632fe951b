import { describe, expect, it } from "vitest";
import { secretCount, secretWarnings } from "../../src/config/secret-advice.ts";

const good = "9f4c1e0d8b7a6352f1e0d9c8b7a69584";
const other = "q7XbT0vLr2KsY9eWmZ4pHc8NfJ1uAd6G";

describe("what amends check says of AMENDS_SECRET", () => {
  it("is how many secrets there are, and what each is for", () => {
    expect(secretCount(good)).toBe("set");
    expect(secretCount(`${good} ${other}`)).toBe("set: 2 secrets; the first signs and seals, the others only read");
  });

  it("is nothing more where they are good", () => {
    for (const value of ["", good, `${good}\n${other}`]) expect(secretWarnings(value)).toEqual([]);
  });

  it.each([
    ["s".repeat(32), "It repeats itself"],
    ["ab".repeat(20), "It repeats itself"],
    ["aaabbbcccaaabbbcccddddaabbccddeeaab", "It is made of only 5 different characters"],
    ["acme-secret-acme-secrets-of-bookings", "It has a word in it that is guessed first"],
    [`${good} ${"s".repeat(32)}`, "Its second secret repeats itself"],
    [`${good} ${other} ${good}`, "It holds the same secret twice"],
    ["correct horse battery staple and a suitcase", "It is taken as one secret, white space and all"],
  ])("warns, without a word of it: %s", (value, words) => {
    const said = secretWarnings(value).join("\n");
    expect(said).toContain(`AMENDS_SECRET: ${words}`);
    for (const secret of value.split(/\s+/).filter(({ length }) => length > 12)) expect(said).not.toContain(secret);
  });
});

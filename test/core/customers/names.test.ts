import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparableName, isName } from "../../../src/core/customers/names.ts";

const settings = { seed: 20261201, numRuns: 2000 } as const;
const names = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "Carla Mendes",
    "José Núñez",
    "Straße",
    "ΟΔΥΣΣΕΥΣ",
    "İstanbul Işık",
    "ﬁnn ﬂynn",
    "山田 太郎",
    "Zoë Ångström",
  ),
);
/** What nobody sees, wherever it stands. */
const unseen = fc.constantFrom(
  ..."\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u200e\u200f\u202a\u202e\u2066\u2069\ufe0f\u3164\u115f\u1160\uffa0\u2061\u0001\u007f",
  "\u{e0041}",
  "\u{1d173}",
);
const spaces = fc.constantFrom(..." \u00a0\u1680\u2003\u2009\u202f\u205f\u3000\t\n\u2028\u2800");

describe("names as they are compared", () => {
  it("are the same composed and decomposed, in any case of letters, and compared twice", () => {
    fc.assert(
      fc.property(names, (name) => {
        const compared = comparableName(name);
        expect(comparableName(compared)).toBe(compared);
        for (const form of ["NFC", "NFD", "NFKC", "NFKD"]) expect(comparableName(name.normalize(form))).toBe(compared);
      }),
      settings,
    );
  });

  it("are the same in capitals and in small letters", () => {
    const words = fc.string({ unit: fc.constantFrom(..."abcÄöüßéñçøłžИванσςΣ日本 -'"), maxLength: 20 });
    fc.assert(
      fc.property(words, (name) => {
        expect(comparableName(name.toUpperCase())).toBe(comparableName(name));
        expect(comparableName(name.toLowerCase())).toBe(comparableName(name));
      }),
      settings,
    );
  });

  it("are the same with invisible characters anywhere in them, and with any white space around and between", () => {
    const parts = fc.array(fc.string({ unit: fc.constantFrom(..."abcdeéß日本"), minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 4,
    });
    const runs = fc.array(spaces, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        parts,
        fc.array(runs, { minLength: 5, maxLength: 5 }),
        fc.array(unseen, { minLength: 1 }),
        (said, gaps, marks) => {
          const plain = said.join(" ");
          const spaced = said.map((part, index) => `${gaps[index]?.join("")}${part}`).join("") + gaps[4]?.join("");
          const marked = [...spaced].map((letter, index) => letter + (marks[index] ?? "")).join("") + marks.join("");
          expect(comparableName(marked)).toBe(comparableName(plain));
        },
      ),
      settings,
    );
  });

  it.each([
    ["Carla Mendes", "  carla \u00a0 MENDES\u200b"],
    ["José", "Jose\u0301"],
    ["Straße", "STRASSE"],
    ["Finn", "ﬁnn"],
    ["Ｃａｒｌａ", "carla"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
  ])("%s is %s", (one, other) => expect(comparableName(one)).toBe(comparableName(other)));

  it.each([
    ["José", "Jose"],
    ["Carla Mendes", "CarlaMendes"],
    ["John Smith", "John Smyth"],
  ])("%s isn't %s", (one, other) => expect(comparableName(one)).not.toBe(comparableName(other)));
});

describe("a name", () => {
  it("shows something", () => {
    for (const name of ["A", "李", "O'Neil", "🙂", "7", "م"]) expect(isName(name)).toBe(true);
  });
  it("isn't what nobody sees, however much of it", () => {
    const nothing = fc.oneof(unseen, spaces);
    fc.assert(
      fc.property(fc.array(nothing), (letters) => {
        expect(isName(letters.join(""))).toBe(false);
      }),
      settings,
    );
    for (const blank of ["", "\u0301", "\u200b\u200b", "\u3164", "\u2800\u2800", "\ufe0f"])
      expect(isName(blank)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { atStart, ended, midSentence } from "../../../src/views/words/typed.ts";

describe("words that somebody typed", () => {
  it.each([
    ["Carla M.", "Carla M."],
    ["Carla", "Carla."],
    ["Is it ready?", "Is it ready?"],
    ["“We are on it.”", "“We are on it.”"],
    ["We wait…", "We wait…"],
    ["  Ready ", "Ready."],
    ["", ""],
  ])("end our sentence once: “%s”", (typed, sentence) => expect(ended(typed)).toBe(sentence));

  it.each([
    ["The room is ready. ", "The room is ready"],
    ["I'll call by five;", "I'll call by five"],
    ["Ready?", "Ready?"],
    ["…", "…"],
    ["...", "..."],
  ])("go on midSentence our sentence: “%s”", (typed, words) => expect(midSentence(typed)).toBe(words));

  it("begin our sentence with a capital", () => expect(atStart("a manager")).toBe("A manager"));
});

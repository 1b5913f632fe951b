import { describe, expect, it } from "vitest";
import { defaultProtocol, protocolSchema } from "../../src/core/protocol.ts";
import { areValidAnswers, isPoor, questions, scoreSurvey } from "../../src/core/survey.ts";

describe("the questions", () => {
  it("start with the one that a single press answers", () =>
    expect(questions[0]).toMatchObject({ id: "overall", text: "How satisfied are you with how we put this right?" }));

  it("ask for each kind of justice, and for satisfaction before the failure", () =>
    expect(questions.map((question) => question.dimension)).toEqual([
      "overall",
      "distributive",
      "procedural",
      "interactional",
      "before",
    ]));

  it("each have their own id and say what both ends of the scale mean", () => {
    expect(new Set(questions.map((question) => question.id)).size).toBe(questions.length);
    for (const { low, high, text } of questions) {
      expect(low).not.toBe(high);
      expect(text).toMatch(/\?$/);
    }
  });
});

describe("answers", () => {
  it("may be to one question or to all", () => {
    expect(areValidAnswers({ overall: 1 })).toBe(true);
    expect(areValidAnswers({ overall: 5, distributive: 4, procedural: 3, interactional: 2, before: 1 })).toBe(true);
  });

  it.each([
    ["none at all", {}],
    ["an unknown question", { overall: 4, mood: 3 }],
    ["a name every object has", { toString: 3 }],
    ["below the scale", { overall: 0 }],
    ["above the scale", { overall: 6 }],
    ["between two marks", { overall: 4.5 }],
    ["no number", { overall: Number.NaN }],
  ])("are refused: %s", (_, answers) => expect(areValidAnswers(answers)).toBe(false));
});

describe("the score", () => {
  it("reports each dimension on its own, and none that was not answered", () => {
    expect(scoreSurvey({ overall: 4 })).toEqual({ overall: 4 });
    expect(scoreSurvey({ overall: 4, distributive: 5, procedural: 4, interactional: 4, before: 2 })).toEqual({
      overall: 4,
      distributive: 5,
      procedural: 4,
      interactional: 4,
      before: 2,
    });
  });

  it("names the weakest kind of justice", () =>
    expect(scoreSurvey({ distributive: 4, procedural: 2, interactional: 3 }).weakest).toBe("procedural"));

  it("names none where all are good, or none was asked", () => {
    expect(scoreSurvey({ overall: 1, distributive: 4, procedural: 4, interactional: 5 }).weakest).toBeUndefined();
    expect(scoreSurvey({ overall: 1, before: 1 }).weakest).toBeUndefined();
  });

  it("counts 3 as weak", () => expect(scoreSurvey({ interactional: 3, procedural: 4 }).weakest).toBe("interactional"));

  it("settles a tie by what weighs most on satisfaction", () => {
    expect(scoreSurvey({ distributive: 2, procedural: 2, interactional: 2 }).weakest).toBe("distributive");
    expect(scoreSurvey({ distributive: 4, procedural: 2, interactional: 2 }).weakest).toBe("interactional");
  });
});

describe("a poor answer", () => {
  it("is an overall answer at or below the protocol's mark", () => {
    expect(isPoor({ overall: 2 }, defaultProtocol)).toBe(true);
    expect(isPoor({ overall: 3 }, defaultProtocol)).toBe(false);
    expect(isPoor({ overall: 4 }, protocolSchema.parse({ survey: { reopenAtOrBelow: 4 } }))).toBe(true);
  });

  it("is never one where the mark is 0", () =>
    expect(isPoor({ overall: 1 }, protocolSchema.parse({ survey: { reopenAtOrBelow: 0 } }))).toBe(false));

  it("is not read out of other questions", () =>
    expect(isPoor({ distributive: 1, before: 1 }, defaultProtocol)).toBe(false));
});

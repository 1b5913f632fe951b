import { describe, expect, it } from "vitest";
import { DatabaseTroubleError } from "../../src/app/database-trouble.ts";
import { failureWords } from "../../src/app/failure-words.ts";
import { plain } from "../../src/views/elements.ts";

const words = (error: unknown) => plain(failureWords(error, "R1"));
const trouble = (saved: "nothing" | "perhaps") =>
  new DatabaseTroubleError(saved, "STATEMENT_TIMEOUT", new Error("late"));

describe("a press that failed", () => {
  it("is said to have saved nothing where that is sure", () => {
    expect(words(new Error("a defect"))).toContain("Nothing was saved");
    expect(words(trouble("nothing"))).toContain("Nothing was saved, please try again");
  });

  it("is never said so where the answer to its commit was lost: pressed again, it counts once", () => {
    expect(words(trouble("perhaps"))).toMatch(/press again, it counts once/);
    expect(words(trouble("perhaps"))).not.toContain("Nothing was saved");
  });
});

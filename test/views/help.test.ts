import { expect, it } from "vitest";
import { helpCard } from "../../src/views/help.ts";
import { viewContext, wordsOf } from "../support/view-context.ts";

it("help says how to flag, the steps in order, and every word one can type", () => {
  const words = wordsOf(helpCard(viewContext()));
  expect(words).toMatch(/Flag complaint.*Take ownership.*Acknowledge.*Apologize.*root cause.*remedy.*Resolve/s);
  for (const word of ["flag", "queue", "case 12", "insights", "help"]) expect(words).toContain(`${word}: `);
});

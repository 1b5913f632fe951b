import { expect, it } from "vitest";
import { helpCard } from "../../../src/views/lists/help.ts";
import { body, viewContext, wordsOf } from "../../support/view-context.ts";

it("help says how to flag, the steps in order, and every word one can type", () => {
  const words = wordsOf(helpCard(viewContext()));
  expect(words).toMatch(/Flag complaint.*Take ownership.*Acknowledge.*Apologize.*root cause.*remedy.*Resolve/s);
  for (const word of ["flag", "queue", "case 12", "insights", "help"]) expect(words).toContain(`${word}: `);
});

it("says first that it didn't understand, where that is why it is shown", () => {
  const card = helpCard(viewContext(), "slack", "make coffee");
  expect(body(card)[0]).toBe("I didn't understand “make coffee”. Here is what I know.");
  expect(card.fallback).toMatch(/^I didn't understand “make coffee”\. Amends helps/);
  expect(wordsOf(helpCard(viewContext()))).not.toContain("understand");
});

it("says how its words are said where it is read", () => {
  expect(body(helpCard(viewContext()))).toContain("Words to type after /amends");
  const onTeams = wordsOf(helpCard(viewContext(), "teams"));
  expect(onTeams).toContain("Words to write to me here, or after @Amends in a channel");
  expect(onTeams).not.toContain("/amends");
});

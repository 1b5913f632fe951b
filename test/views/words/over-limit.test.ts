import { describe, expect, it } from "vitest";
import { plain } from "../../../src/views/elements.ts";
import { overLimitWords } from "../../../src/views/words/over-limit.ts";
import { ann, at, awaitingApproval, ben, cleo, dora, nameOf, readyCase } from "../../support/cases.ts";
import { viewContext } from "../../support/view-context.ts";

const named = [ann, cleo, dora].map((person) => ({ person, name: nameOf(person) ?? "" }));
const words = (people = named, kase = awaitingApproval()) => plain(overLimitWords(kase, "R1", people, viewContext()));

describe("what is said to whoever offers more than they may grant", () => {
  it("names who can approve it", () => {
    expect(words()).toBe(
      "Refund $200 is over your limit; Ann Lee, Cleo Wu or Dora Kim can approve it. They are asked as soon as they are found on this platform or another.",
    );
    expect(words(named.slice(0, 1))).toContain("; Ann Lee can approve it.");
  });

  it("says their role where they can't be named, or are too many", () => {
    expect(words([])).toContain("; a manager or above can approve it.");
    expect(words([...named, ...named])).toContain("; a manager or above can approve it.");
  });

  it("gives the true reason where the contact is abusive", () => {
    const abusive = { reason: "Threats", by: ben, at: at("10:20") };
    expect(words([], awaitingApproval({ abusive, seniorRole: "manager" }))).toBe(
      "Refund $200 needs a senior colleague, as this contact is abusive; a manager or above can approve it. They are asked as soon as they are found on this platform or another.",
    );
  });

  it("is nothing where no approval is awaited", () => {
    expect(overLimitWords(readyCase(), "R1", named, viewContext())).toEqual([]);
  });
});

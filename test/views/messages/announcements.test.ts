import { describe, expect, it } from "vitest";
import { plain } from "../../../src/views/elements.ts";
import {
  abuseCard,
  assignedCard,
  escalationCard,
  noteCard,
  reopenedCard,
  unreachableCard,
} from "../../../src/views/messages/announcements.ts";
import { ann, at, ben, openCase, ownedCase, reopenedCase, resolvedCase } from "../../support/cases.ts";
import { body, fact, labels, primary, viewContext } from "../../support/view-context.ts";

const ctx = viewContext({ link: "https://amends.example/s/abc" });
const mentions = [{ person: ann, name: "Ann Lee" }];

describe("announcements", () => {
  it("tell a new owner what they have, from whom, and what comes first", () => {
    const card = assignedCard(ownedCase({ owner: { person: ben, since: at("10:02"), by: ann } }), ctx);
    expect(plain(card.title)).toBe("Case 12 is yours");
    expect(body(card)).toEqual([
      "Ann Lee asks you to look after this case. Thank you!",
      "My parcel came five days late and nobody told me.",
    ]);
    expect(fact(card, "Next")).toBe("Acknowledge, by 2026-03-10 11:00 UTC");
    expect(primary(card)).toBe("Acknowledge");
  });

  it("to an owner who took the case themselves name nobody", () => {
    expect(body(assignedCard(ownedCase(), ctx))[0]).toBe("You are asked to look after this case. Thank you!");
  });

  it("call the right role to an escalated case, with the reason", () => {
    const escalations = [{ to: "manager", reason: "Needs a bigger refund.", by: ben, at: at("10:20") }];
    const card = escalationCard(ownedCase({ seniorRole: "manager", escalations }), { ...ctx, mentions });
    expect(body(card)).toEqual([
      "Ann Lee: Ben Okafor asks for help with this case. Could a manager or above please take ownership?",
      "Needs a bigger refund.",
    ]);
    expect(primary(card)).toBe("Take ownership");
  });

  it("sound the alarm when a customer was let down twice", () => {
    const card = reopenedCard(reopenedCase(), { ...ctx, mentions });
    expect(card.tone).toBe("urgent");
    expect(body(card)[0]).toMatch(/^Ann Lee: Rosa Diaz is not satisfied .* They rated us 2 of 5\.$/);
    expect(body(card)[1]).toBe("Nobody called me.");
    expect(primary(card)).toBe("Take ownership");
  });

  it("stand by the colleague who met abuse", () => {
    const card = abuseCard(
      openCase({ abusive: { reason: "Threats", by: ben, at: at("10:20") }, seniorRole: "manager" }),
      ctx,
    );
    expect(body(card)[0]).toContain(
      "Ben Okafor marked this contact as abusive. Could a manager or above please take over?",
    );
    expect(body(card)[0]).toContain("ask your colleague how they are");
  });

  it("give the owner the page to send where the customer wasn't reached", () => {
    const card = unreachableCard(ownedCase(), "survey-reminder", ctx);
    expect(body(card)[0]).toBe(
      "Ben Okafor: Rosa Diaz could not be reached by direct message and has not seen the reminder of the survey yet. Please send them this page, for instance by email: https://amends.example/s/abc",
    );
    expect(body(unreachableCard(ownedCase(), "apology", viewContext()))[0]).toContain(
      "Please tell them by phone or email. (For a page to send them, whoever runs Amends sets PUBLIC_URL",
    );
  });

  it("show a note to the team, and nothing for a note that isn't there", () => {
    const kase = ownedCase({ notes: [{ text: "Called, no answer", by: ben, at: at("10:20") }] });
    const card = noteCard(kase, 0, ctx);
    expect(card && body(card)).toEqual(["Ben Okafor, 2026-03-10 10:20 UTC", "Called, no answer"]);
    expect(noteCard(kase, 1, ctx)).toBeUndefined();
  });

  it("offer no step on a case that is no longer open", () => {
    expect(labels(assignedCard(resolvedCase(), ctx).buttons)).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { plain } from "../../../src/views/elements.ts";
import { approvalCard } from "../../../src/views/messages/approval-card.ts";
import {
  ann,
  at,
  awaitingApproval,
  ben,
  dora,
  grantedRefund,
  pendingRefund,
  readyCase,
  usd,
} from "../../support/cases.ts";
import { body, fact, labels, primary, viewContext } from "../../support/view-context.ts";

const ctx = {
  ...viewContext(),
  approvers: [{ person: ann, name: "Ann Lee" }, " or ", { person: dora, name: "Dora Kim" }],
};

describe("the approval card", () => {
  it("tells an approver what is asked, for whom, by whom, why and until when", () => {
    const card = approvalCard(
      awaitingApproval({ remedies: [pendingRefund({ amount: usd(90), proposed: usd(90) })] }),
      "R1",
      ctx,
    );
    expect(plain(card.title)).toBe("Approval needed · Refund $90");
    expect(card.facts.map(({ label, value }) => `${label}: ${plain(value)}`)).toEqual([
      "Case: Case 12 · Rosa Diaz · Late or delayed · Major",
      "Amount: $90, 75% of the $120 paid",
      "Asked by: Ben Okafor, 2026-03-10 10:25 UTC",
      "Remedy sought: My shipping fee back",
      "Who can approve: Ann Lee or Dora Kim",
      "Decision: by 2026-03-10 10:55 UTC",
    ]);
    expect(body(card)).toEqual(["Five days late on a paid express service."]);
  });

  it("has the three answers, approving as primary, and lets the proposer withdraw", () => {
    const card = approvalCard(awaitingApproval(), "R1", ctx);
    expect(labels(card.buttons)).toEqual(["Approve", "Approve less", "Decline"]);
    expect(primary(card)).toBe("Approve");
    expect(card.buttons[0]?.press).toEqual({ act: "approve", case: "case-12", of: "R1" });
    expect(labels(card.more)).toEqual(["Withdraw", "Show case"]);
  });

  it("warns gently above 150% of the price, not at it", () => {
    const at150 = awaitingApproval({ remedies: [pendingRefund({ amount: usd(180) })] });
    expect(body(approvalCard(at150, "R1", ctx)).join()).not.toContain("150%");
    expect(body(approvalCard(awaitingApproval(), "R1", ctx)).join()).toContain("beyond about 150% of the price");
  });

  it("says nothing of a share where the price isn't known", () => {
    const { pricePaid: _unknown, ...kase } = awaitingApproval();
    expect(fact(approvalCard(kase, "R1", ctx), "Amount")).toBe("$200");
  });

  it("offers no less than a remedy that costs nothing", () => {
    const { amount: _none, proposed: _neither, ...free } = pendingRefund({ label: "Put it right" });
    expect(labels(approvalCard(awaitingApproval({ remedies: [free] }), "R1", ctx).buttons)).toEqual([
      "Approve",
      "Decline",
    ]);
  });

  it("is urgent once the decision is late", () => {
    expect(approvalCard(awaitingApproval(), "R1", ctx).tone).toBe("attention");
    expect(approvalCard(awaitingApproval(), "R1", { ...ctx, now: at("11:00") }).tone).toBe("urgent");
  });

  it("shows how many of the needed approvals are there", () => {
    const approvals = [{ by: ann, at: at("10:28"), role: "manager" }];
    const card = approvalCard(awaitingApproval({ remedies: [pendingRefund({ needed: 2, approvals })] }), "R1", ctx);
    expect(fact(card, "Approvals")).toBe("1 of 2: Ann Lee");
  });

  const approvals = [{ by: ann, at: at("10:40"), role: "manager" }];
  const decided = { decidedAt: at("10:41"), decidedBy: ann };
  const { clock: _pendingClock, role: _role, needed: _needed, approvals: _approvals, ...asked } = pendingRefund();
  const { clock: _clock, ...granted } = grantedRefund({ approvals, grantedAt: at("10:40"), grantedBy: ann });

  it.each([
    ["approved", grantedRefund({ approvals, grantedAt: at("10:40") }), "Approved by Ann Lee, 2026-03-10 10:40 UTC"],
    [
      "approved for less",
      grantedRefund({ approvals, grantedAt: at("10:40"), proposed: usd(200) }),
      "Approved for less by Ann Lee, 2026-03-10 10:40 UTC",
    ],
    [
      "declined",
      { ...asked, ...decided, status: "declined" as const, why: "Offer a credit instead" },
      "Declined by Ann Lee, 2026-03-10 10:41 UTC: Offer a credit instead",
    ],
    [
      "withdrawn",
      { ...asked, ...decided, decidedBy: ben, status: "withdrawn" as const },
      "Withdrawn by Ben Okafor, 2026-03-10 10:41 UTC",
    ],
    [
      "delivered",
      { ...granted, status: "delivered" as const, deliveredAt: at("12:00"), deliveredBy: ben },
      "Delivered by Ben Okafor, 2026-03-10 12:00 UTC",
    ],
  ])("once %s has no more buttons and says who decided what, when", (_verdict, remedy, words) => {
    const card = approvalCard(readyCase({ remedies: [remedy] }), "R1", ctx);
    expect(card.buttons).toEqual([]);
    expect(labels(card.more)).toEqual(["Show case"]);
    expect(body(card)).toContain(words);
  });

  it("shows what was asked beside what was approved", () => {
    const card = approvalCard(readyCase({ remedies: [grantedRefund({ approvals, proposed: usd(200) })] }), "R1", ctx);
    expect(fact(card, "Amount")).toBe("$40 (asked: $200), 33% of the $120 paid");
  });
});

import { describe, expect, it } from "vitest";
import type { Refusal, RefusalCode } from "../../../src/core/refusals.ts";
import { duration } from "../../../src/core/time.ts";
import { plain } from "../../../src/views/elements.ts";
import { fieldOf, refusalWords } from "../../../src/views/words/refusal.ts";
import { ann, at, usd } from "../../support/cases.ts";
import { viewContext } from "../../support/view-context.ts";

const ctx = viewContext();
const words = (refusal: Refusal) => plain(refusalWords(refusal, ctx));
const month = duration(30 * 86_400_000);

/** One of each code: the compiler asks for a new one here. */
const each: { readonly [C in RefusalCode]: Extract<Refusal, { code: C }> } = {
  "no-such-case": { code: "no-such-case" },
  "newer-version": { code: "newer-version" },
  outsider: { code: "outsider" },
  "not-the-customer": { code: "not-the-customer" },
  "not-open": { code: "not-open", status: "resolved" },
  "not-closed-or-resolved": { code: "not-closed-or-resolved" },
  "already-closed": { code: "already-closed", outcome: "recovered" },
  "already-resolved": { code: "already-resolved", by: ann },
  "already-owner": { code: "already-owner" },
  "owned-by-other": { code: "owned-by-other", owner: ann },
  "needs-senior": { code: "needs-senior", role: "manager", label: "Manager" },
  "already-acknowledged": { code: "already-acknowledged", by: ann, at: at("10:04") },
  "already-apologized": { code: "already-apologized", by: ann, at: at("10:10") },
  "no-direct-message": { code: "no-direct-message", field: "how" },
  "unknown-customer": { code: "unknown-customer", field: "customerName" },
  "unknown-choice": { code: "unknown-choice", field: "remedy", allowed: ["Refund", "Credit", "Replace"] },
  "no-such-promise": { code: "no-such-promise" },
  "promise-settled": { code: "promise-settled", status: "kept" },
  "in-the-past": { code: "in-the-past", field: "due" },
  "too-far": { code: "too-far", field: "due", latest: at("10:00") },
  "amount-needed": { code: "amount-needed", field: "amount" },
  "amount-not-wanted": { code: "amount-not-wanted", field: "amount", label: "Put it right" },
  "amount-zero": { code: "amount-zero", field: "amount" },
  "wrong-currency": { code: "wrong-currency", field: "amount", currency: "USD", got: "EUR" },
  "no-such-remedy": { code: "no-such-remedy" },
  "remedy-pending": { code: "remedy-pending", label: "Refund" },
  "already-decided": { code: "already-decided", status: "declined", by: ann, at: at("10:40") },
  "own-request": { code: "own-request" },
  "own-benefit": { code: "own-benefit" },
  "no-such-customer": { code: "no-such-customer", field: "caseNumber" },
  "already-joined": { code: "already-joined" },
  "already-apart": { code: "already-apart" },
  "not-joined": { code: "not-joined" },
  "not-told-apart": { code: "not-told-apart", from: "customer", role: "manager", label: "Manager" },
  "not-a-person": { code: "not-a-person", field: "customer", nobody: "bot" },
  "not-theirs": { code: "not-theirs" },
  "already-approved-by-you": { code: "already-approved-by-you", needed: 2 },
  "over-authority": { code: "over-authority", role: "manager", label: "Manager" },
  "nobody-may-approve": { code: "nobody-may-approve", field: "amount", most: usd(500) },
  "not-less": { code: "not-less", field: "amount", proposed: usd(200) },
  "customer-budget": { code: "customer-budget", field: "amount", left: usd(30), limit: usd(150), within: month },
  "person-budget": {
    code: "person-budget",
    field: "amount",
    left: usd(0),
    limit: usd(300),
    within: duration(86_400_000),
  },
  "not-yours": { code: "not-yours", by: ann },
  "not-granted": { code: "not-granted" },
  "same-severity": { code: "same-severity" },
  "top-of-the-ladder": { code: "top-of-the-ladder" },
  "link-to-itself": { code: "link-to-itself", field: "caseNumber" },
  "already-linked": { code: "already-linked" },
  "missing-steps": { code: "missing-steps", missing: ["apology", "root-cause", "remedy"] },
  "still-owed": {
    code: "still-owed",
    owed: [{ remedy: { label: "Refund", amount: usd(40) } }, { promise: "Call back by five" }],
  },
  "nothing-to-correct": { code: "nothing-to-correct" },
  "not-your-step": { code: "not-your-step", by: ann },
  "already-abusive": { code: "already-abusive" },
  "no-survey": { code: "no-survey" },
  "survey-over": { code: "survey-over" },
  "survey-answered": { code: "survey-answered" },
  "bad-answer": { code: "bad-answer" },
  "already-opted-out": { code: "already-opted-out" },
  "timer-stale": { code: "timer-stale" },
};

describe("the words of a refusal", () => {
  it.each(Object.values(each))("are whole, kind sentences: $code", (refusal) => {
    const text = words(refusal);
    expect(text).toMatch(/^[A-Z].{12,}[.!]$/s);
    expect(text).not.toMatch(/undefined|NaN|\[object|error|invalid|denied|not allowed|forbidden|illegal|must not/i);
    expect(text).not.toContain(refusal.code.includes("-") ? refusal.code : "\u0000");
    expect(text.length).toBeLessThanOrEqual(250);
  });

  it("name every missing step", () => {
    expect(words(each["missing-steps"])).toBe(
      "Almost there. Still missing: the apology, the root cause and a remedy (or the reason why none is due).",
    );
    expect(words({ code: "missing-steps", missing: ["owner"] })).toBe("Almost there. Still missing: an owner.");
  });

  it("name what the customer still waits for, and how to settle it", () => {
    expect(words(each["still-owed"])).toBe(
      "Not yet: the customer still waits for Refund $40 and what was promised (“Call back by five”). Settle each on the card, also under More (delivered or withdrawn, kept or broken), then close the case.",
    );
  });

  it("say how much is left of a budget, and for how long", () => {
    expect(words(each["customer-budget"])).toBe(
      "With this, the customer would get more than $150 within 30 days. $30 is left: offer that, or ask a senior colleague to offer it.",
    );
    expect(words(each["person-budget"])).toBe(
      "With this, you would grant more than $300 within a day. Ask a senior colleague to offer it.",
    );
  });

  it("say who decided already, and when", () => {
    expect(words(each["already-decided"])).toBe("Nothing left to do: Ann Lee declined it, 2026-03-10 10:40 UTC.");
  });

  it("say how to go on as it is done where they are read", () => {
    const on = (platform: "slack" | "teams") =>
      plain(refusalWords(each["no-such-case"], { ...ctx, reader: { platform, workspace: "T1", id: "U1" } }));
    expect(on("slack")).toMatch(/To see the cases that wait for you, type “\/amends queue”\.$/);
    expect(on("teams")).toMatch(/To see the cases that wait for you, write “queue” to me\.$/);
  });

  it("speak of a role as of a person who has it", () => {
    const senior = (label: string) => words({ code: "needs-senior", role: "r", label });
    expect(senior("Manager")).toBe("This case needs an owner who is a manager or above.");
    expect(senior("Area lead")).toBe("This case needs an owner who is an area lead or above.");
    expect(senior("VP")).toBe("This case needs an owner who is a VP or above.");
    expect(senior("Shift leads")).toBe("This case needs an owner who is one of the shift leads or above.");
  });

  it("list what can be chosen", () => {
    expect(words(each["unknown-choice"])).toBe("Choose one of these: Refund, Credit or Replace.");
  });

  it("know the field they are about", () => {
    expect(fieldOf(each["amount-needed"])).toBe("amount");
    expect(fieldOf(each["in-the-past"])).toBe("due");
    expect(fieldOf(each.outsider)).toBeUndefined();
  });
});

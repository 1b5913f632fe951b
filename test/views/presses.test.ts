import { describe, expect, it } from "vitest";
import { commandSchema } from "../../src/core/commands.ts";
import { caseCard } from "../../src/views/case/case-card.ts";
import { pressSchema } from "../../src/views/elements.ts";
import { isForm } from "../../src/views/forms/index.ts";
import { approvalCard } from "../../src/views/messages/approval-card.ts";
import { surveyCard } from "../../src/views/messages/customer.ts";
import { actOf, acts, press } from "../../src/views/presses.ts";
import { awaitingApproval, everyCase, openCase, surveyedCase } from "../support/cases.ts";
import { viewContext } from "../support/view-context.ts";

const ctx = viewContext();

describe("presses", () => {
  it("carry the act, the case and what of it, no more", () => {
    expect(press("approve", openCase(), "R1")).toEqual({ act: "approve", case: "case-12", of: "R1" });
    expect(press("acknowledge", openCase())).toEqual({ act: "acknowledge", case: "case-12" });
  });

  it.each(Object.entries(acts).filter(([, row]) => "opens" in row))("open a form that exists: %s", (_act, row) => {
    expect("opens" in row && isForm(row.opens)).toBe(true);
  });

  it.each(Object.entries(acts).filter(([, row]) => "command" in row))("are valid commands: %s", (act) => {
    const row = actOf({ act, case: "case-12", of: "3" });
    expect(
      row && "command" in row && commandSchema.safeParse(row.command({ act, case: "case-12", of: "3" })).success,
    ).toBe(true);
  });

  it.each(["approve", "withdrawRemedy", "markDelivered", "keepPromise", "breakPromise", "rate"])(
    "are no command when they say too little: %s",
    (act) => {
      const row = actOf({ act, case: "case-12" });
      expect(row && "command" in row && row.command({ act, case: "case-12" })).toBeUndefined();
    },
  );

  it("rate from 1 to 5 only", () => {
    const rate = (of: string) => acts.rate.command({ act: "rate", of });
    expect(rate("4")).toEqual({ type: "answerSurvey", answers: { overall: 4 } });
    expect(["0", "6", "4.5", "", "x", "11"].map(rate)).toEqual(Array(6).fill(undefined));
  });

  it("know no act but their own", () => {
    expect(actOf({ act: "paint" })).toBeUndefined();
    expect(actOf({ act: "constructor" })).toBeUndefined();
  });

  it("are small enough and known on every button of every card", () => {
    const cards = [
      ...Object.values(everyCase).map((kase) => caseCard(kase, ctx)),
      approvalCard(awaitingApproval(), "R1", { ...ctx, approvers: [] }),
      surveyCard(surveyedCase(), ctx),
    ];
    const buttons = cards.flatMap((card) => [...card.buttons, ...card.more]);
    expect(buttons.length).toBeGreaterThan(100);
    for (const button of buttons) {
      expect(pressSchema.safeParse(button.press).success).toBe(true);
      expect(actOf(button.press), button.label).toBeDefined();
    }
  });
});

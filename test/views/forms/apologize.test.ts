import { describe, expect, it } from "vitest";
import { type Advice, coachApology } from "../../../src/core/apology.ts";
import { defaultProtocol, protocolSchema } from "../../../src/core/protocol.ts";
import { type Form, type Inputs, plain } from "../../../src/views/elements.ts";
import { apologyDraft } from "../../../src/views/forms/apology-draft.ts";
import { adviceOn, formFor, readForm } from "../../../src/views/forms/index.ts";
import { ownedCase, reopenedCase, rosa } from "../../support/cases.ts";
import { formContext, viewContext } from "../../support/view-context.ts";

const ctx = viewContext();

describe("the draft of an apology", () => {
  it("is by name, for what exactly went wrong", () => {
    expect(apologyDraft(ownedCase(), ctx)).toMatch(/^Hello Rosa Diaz,\n\nI am sorry that we kept you waiting\./);
  });

  it("names an organization's own kind of failure by its label", () => {
    const protocol = protocolSchema.parse({
      failureTypes: [{ id: "late", label: "Cancelled train", kind: "outcome" }],
    });
    expect(apologyDraft(ownedCase({ failureType: "late" }), viewContext({ protocol }))).toContain(
      "sorry for the cancelled train.",
    );
  });

  it("fills in a playbook's template", () => {
    const apology = "Dear {customer}, {organization} is sorry for {failure}. {unknown}";
    const protocol = protocolSchema.parse({
      organization: "Acme",
      playbooks: [{ when: { failureType: "late" }, apology }],
    });
    expect(apologyDraft(ownedCase(), viewContext({ protocol }))).toBe(
      "Dear Rosa Diaz, Acme is sorry for late or delayed. {unknown}",
    );
  });

  it("says sorry for the first answer too, the second time", () => {
    expect(apologyDraft(reopenedCase(), ctx)).toContain("our first answer did not put it right");
  });

  it("never calls a customer by a platform's id", () => {
    const kase = ownedCase({ customer: { key: "k", name: rosa.id, person: rosa } });
    expect(apologyDraft(kase, viewContext({ nameOf: () => undefined }))).toMatch(/^Hello there,/);
  });

  it.each(defaultProtocol.failureTypes.map(({ id, label }) => [id, label]))(
    "is no non-apology, nor blames anyone: %s",
    (failureType, failureLabel) => {
      const draft = apologyDraft(ownedCase({ failureType }), ctx);
      const advice = coachApology(draft, { customerName: "Rosa Diaz", failureLabel });
      expect(advice).toEqual([]);
    },
  );
});

describe("the apology form", () => {
  const context = formContext({ kase: ownedCase() });
  const typed = { apology: "Sorry if you felt bad.", how: "elsewhere" };
  const advice = [
    {
      rule: "non-apology",
      quote: "if you felt",
      why: "This puts the failure in doubt.",
      better: "Say what went wrong.",
    },
  ];
  const advised = (form: Form, inputs: Inputs, words = advice as readonly Advice[]): Form => {
    const drawn = adviceOn(form, inputs, words);
    if (!drawn) throw new Error("the coach has nothing to say");
    return drawn;
  };
  const again = advised(formFor("apologize", context), typed);

  it("comes back from the coach with what was typed, the advice, and the way to send it anyway", () => {
    expect(again.fields.map(({ label, initial }) => [label, initial])).toEqual([
      ["Apology", "Sorry if you felt bad."],
      ["How", "elsewhere"],
      ["Send anyway", false],
    ]);
    expect(JSON.stringify(again.intro)).toMatch(
      /“if you felt”.*This puts the failure in doubt\..*Say what went wrong\./,
    );
  });

  it("says the weightiest two only, so that what was typed stays in sight, and how many more there are", () => {
    const many = ["first", "second", "third", "fourth", "fifth"].map((better) => ({
      rule: better,
      why: "Why.",
      better,
    }));
    const said = (count: number) =>
      advised(again, typed, many.slice(0, count)).intro?.map((block) => ("text" in block ? plain(block.text) : ""));
    expect(said(2)).toEqual(["Before you send it, have another look:", "Why. first", "Why. second"]);
    expect(said(3)?.slice(3)).toEqual(["And 1 more; you'll see it once these are changed."]);
    expect(said(5)?.slice(3)).toEqual(["And 3 more; you'll see them once these are changed."]);
  });

  it("asks to send anyway only once, however often it comes back", () => {
    expect(advised(again, { ...typed, sendAnyway: false }).fields).toHaveLength(3);
  });

  it("doesn't come back where there is nothing to say, or who sends it has heard it", () => {
    expect(adviceOn(again, typed, [])).toBeUndefined();
    expect(adviceOn(again, { ...typed, sendAnyway: true }, advice)).toBeUndefined();
  });

  it("reads the same with or without that answer", () => {
    const command = { type: "apologize", text: "Sorry if you felt bad.", told: "elsewhere" };
    expect(readForm("apologize", { ...typed, sendAnyway: true }, context)).toEqual({ command });
  });
});

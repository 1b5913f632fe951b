import { describe, expect, it } from "vitest";
import { formIds } from "../../../src/views/elements.ts";
import { formFor, isForm, readForm } from "../../../src/views/forms/index.ts";
import { awaitingApproval, surveyedCase } from "../../support/cases.ts";
import { formContext } from "../../support/view-context.ts";

const contextOf = (id: string) =>
  formContext({
    kase: id === "survey" ? surveyedCase() : awaitingApproval(),
    of: "R1",
    newId: "n",
    home: awaitingApproval().home,
  });

describe.each(formIds.map((id) => [id]))("the form %s", (id) => {
  const form = formFor(id, contextOf(id));

  it("fits the platforms' limits", () => {
    expect(form.title.length).toBeLessThanOrEqual(24);
    expect(form.submit.length).toBeLessThanOrEqual(24);
    for (const field of form.fields) {
      expect(field.label).toMatch(/^[A-Z]/);
      expect(field.label.length).toBeLessThanOrEqual(75);
      expect(field.hint?.length ?? 0).toBeLessThanOrEqual(150);
      for (const option of field.options ?? []) expect(option.label.length).toBeLessThanOrEqual(75);
      if (typeof field.initial === "string" && field.maxLength)
        expect(field.initial.length).toBeLessThanOrEqual(field.maxLength);
    }
  });

  it("offers choices wherever one must choose, its own suggestion among them", () => {
    for (const field of form.fields.filter(({ kind }) => kind === "choice")) {
      expect(field.options?.length).toBeGreaterThan(0);
      if (field.initial !== undefined) expect(field.options?.map((option) => option.id)).toContain(field.initial);
    }
  });

  it("is about its case, by id only", () => {
    expect(form.about).toMatchObject({ case: "case-12", of: "R1" });
  });

  it("asks for what is missing, field by field, in kind words", () => {
    const read = readForm(id, {}, contextOf(id));
    const required = form.fields.filter(({ optional }) => !optional).map((field) => field.id);
    expect("errors" in read && Object.keys(read.errors)).toEqual(required);
    for (const words of Object.values("errors" in read ? read.errors : {})) expect(words).toMatch(/^[A-Z].+\.$/);
  });
});

describe("forms", () => {
  it("are told apart from what no form is: what comes from outside is checked", () => {
    expect(formIds.every(isForm)).toBe(true);
    for (const none of ["paint", "", "constructor", "toString"]) expect(isForm(none)).toBe(false);
  });
});

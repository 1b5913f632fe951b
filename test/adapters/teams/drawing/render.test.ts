import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDialog } from "../../../../adapters/teams/drawing/forms.ts";
import { renderCard, renderCards } from "../../../../adapters/teams/drawing/render.ts";
import { instant } from "../../../../src/core/time.ts";
import { caseCard } from "../../../../src/views/case/case-card.ts";
import { type Card, formIds } from "../../../../src/views/elements.ts";
import { formFor } from "../../../../src/views/forms/index.ts";
import { helpCard } from "../../../../src/views/lists/help.ts";
import { approvalCard } from "../../../../src/views/messages/approval-card.ts";
import { awaitingApproval, everyCase, surveyedCase } from "../../../support/cases.ts";
import { complaints, hardships, typedIn } from "../../../support/teams/card-checks.ts";
import { readCard } from "../../../support/teams/reading.ts";
import { sampleCards } from "../../../support/teams/sample-cards.ts";
import { formContext, viewContext } from "../../../support/view-context.ts";

const drawing = { names: () => undefined, stamp: "s" };
const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
const blank: Card = { title: ["Case 1"], tone: "calm", facts: [], body: [], buttons: [], more: [], fallback: "Case 1" };
const teamsPerson = { platform: "teams" as const, workspace: "t", id: "00000000-0000-4000-8000-000000000003" };

describe("every card", () => {
  it.each(Object.entries(everyCase))("of a case that is %s is drawn by every client of 1.5", (_name, kase) => {
    expect(complaints(renderCard(caseCard(kase, viewContext()), drawing))).toEqual([]);
  });

  it("asks for an approval, and helps", () => {
    const approvers = [{ person: teamsPerson, name: "Ann" }];
    const approval = approvalCard(awaitingApproval(), "R1", { ...viewContext(), approvers });
    if (!approval) throw new Error("there is an approval");
    for (const card of [approval, helpCard(viewContext())]) expect(complaints(renderCard(card, drawing))).toEqual([]);
  });

  it.each(formIds.map((id) => [id]))("of the form %s too, and names all its inputs", (id) => {
    const kase = id === "survey" ? surveyedCase() : awaitingApproval();
    const form = formFor(id, formContext({ kase, of: "R1", newId: "n", home: kase.home }));
    const { card, title } = toDialog(form, { ...drawing, tenant: "t", zone: "America/New_York" });
    expect(complaints(card.content)).toEqual([]);
    expect(title).toBe(form.title);
    for (const field of form.fields.filter(({ optional, kind }) => !optional && kind !== "yesNo"))
      expect(typedIn(card.content).filter((each) => String(each.id).startsWith(`field:${field.id}`))).toContainEqual(
        expect.objectContaining({ isRequired: true, errorMessage: expect.stringMatching(/^Please/) }),
      );
  });

  it("stays under Teams' size however long it is, and keeps its buttons", () => {
    const long = "🧳 So many words. ".repeat(400);
    const card: Card = {
      ...blank,
      facts: Array.from({ length: 12 }, (_, index) => ({ label: `Fact ${index}`, value: [long] })),
      body: Array.from({ length: 60 }, () => ({ quote: `${long}\n${long}` })),
      buttons: [{ label: "Approve", press: { act: "approve", case: "c1", of: "R1" } }],
    };
    const drawn = renderCard(card, drawing);
    expect(bytes(drawn)).toBeLessThan(80_000);
    expect(readCard(drawn).buttons.map(({ label }) => label)).toEqual(["Approve"]);
    const many = renderCards(Array(50).fill(card), drawing);
    expect(bytes(many)).toBeLessThan(80_000);
    expect(readCard(many).text).toMatch(/… and \d+ more\.$/);
  });
});

describe("what people see", () => {
  it.each(Object.entries(sampleCards()))("of %s can be read in the dark, on a phone and by ear", (_name, card) => {
    expect(complaints(card)).toEqual([]);
    expect(hardships(card)).toEqual([]);
    expect(bytes(card)).toBeLessThan(80_000);
  });

  it("of a word longer than a phone is wide is broken, and still reads as it was typed", () => {
    const long = "Donaudampfschifffahrtsgesellschaftskapitän*_";
    const card = renderCard({ ...blank, title: [], body: [{ text: ["Short.\n\n", { bold: long }, " end"] }] }, drawing);
    expect(readCard(card).text).toBe(`Short.\n\n${long} end`);
    expect(readCard(card).elements.map(({ type }) => type)).toEqual(["RichTextBlock", "TextBlock"]);
  });
});

describe("what people typed", () => {
  const shown = (text: string, more: Card["body"] = []) =>
    readCard(renderCard({ ...blank, title: [], body: [{ text: [text] }, ...more] }, drawing)).text;

  it("reads as it was typed, whatever it looks like", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
        const text = `<${typed.replace(/[\s\u200b]+/g, " ").trim()}>`;
        expect(shown(text)).toBe(text);
      }),
    );
  });

  it.each([
    "**bold** _it_ [link](https://evil.example)",
    "1. one",
    "- item",
    "# big",
    "<at>Ann</at>",
    "&lt;b&gt;",
    "{{DATE(2026-01-01T00:00:00Z, SHORT)}}",
  ])("%s stays words beside a moment, where markdown is read", (typed) => {
    const card: Card = { ...blank, title: [], body: [{ text: [typed, " ", { at: instant(0), as: "date" }] }] };
    const drawn = renderCard(card, drawing);
    expect(typedIn(drawn).some(({ type, wrap }) => type === "TextBlock" && wrap)).toBe(true);
    expect(readCard(drawn).text).toBe(`${typed} 1970-01-01 00:00:00Z`);
    expect(JSON.stringify(drawn)).not.toContain("<at>");
  });
});

describe("spans", () => {
  const drawn = (body: Card["body"], more: object = {}) =>
    renderCard({ ...blank, title: [], body }, { ...drawing, ...more });

  it("show moments in the reader's zone", () => {
    const text = JSON.stringify(
      drawn([{ text: [{ at: instant(Date.parse("2026-11-23T15:00:00Z")), as: "dateTime" }] }]),
    );
    expect(text).toContain("{{DATE(2026-11-23T15:00:00Z, SHORT)}} {{TIME(2026-11-23T15:00:00Z)}}");
  });

  it("mention people of Teams, and only name the others", () => {
    const slackPerson = { platform: "slack" as const, workspace: "t", id: "U1" };
    const card = drawn([
      { text: [{ person: teamsPerson, name: "Ann <b>" }, " and ", { person: slackPerson, name: "Bo" }] },
    ]);
    expect(readCard(card)).toMatchObject({ text: "Ann b and Bo", mentions: [teamsPerson.id] });
  });

  it("mention nobody in a dialog, nor someone without a name", () => {
    const rich = [{ text: [{ person: teamsPerson, name: "Ann" }] }];
    expect(readCard(drawn(rich, { mentions: false }))).toMatchObject({ text: "Ann", mentions: [] });
    expect(readCard(drawn([{ text: [{ person: teamsPerson }] }]))).toMatchObject({ text: "someone", mentions: [] });
  });

  it("offer only safe links", () => {
    const card = drawn([
      {
        text: [
          { link: "javascript:alert(1)", text: "here" },
          { link: "https://a.example/", text: "there" },
        ],
      },
    ]);
    expect(JSON.stringify(card)).not.toContain("javascript:");
    expect(JSON.stringify(card)).toContain("https://a.example/");
  });
});

import { describe, expect, it } from "vitest";
import type { Harness, Values } from "./harness.ts";
import {
  cardIn,
  day,
  errorsOf,
  fieldOf,
  fillCard,
  formOf,
  hour,
  messageIn,
  openCase,
  posted,
  pressCard,
  takeSteps,
} from "./stories.ts";

/** One row per form of the case card: what it asks, what it doesn't take, what it takes, and what the team then reads. */
type Row = {
  readonly label: string;
  readonly asks: readonly string[];
  /** Each wrong answer with the words under its field. The other fields are filled in rightly. */
  readonly wrong: readonly { readonly values: Values; readonly field: string; readonly says: RegExp }[];
  readonly values: (now: number) => Values;
  /** Absent where it can't be carried out yet. */
  readonly shows?: RegExp;
  /** Where the words are to be read: on the case card, or in a message of its own. */
  readonly in?: "message";
  /** How far the case must have come; only owned where nothing is said. */
  readonly at?: "resolved";
};

const blank = "   ";
const sincere =
  "Hello Carla,\n\nI am sorry that we kept you waiting for your suitcase. You should not have had to go through this, and it was our fault.\n\nI am working on putting it right and will tell you the next step myself.";
const rows: readonly Row[] = [
  {
    label: "Apologize",
    asks: ["Apology", "How"],
    wrong: [{ values: { Apology: blank }, field: "Apology", says: /write a few words/ }],
    values: () => ({ Apology: sincere, How: "I already told them" }),
    shows: /Apologized by .* in person or another way/,
  },
  {
    label: "Root cause",
    asks: ["Root cause", "Explanation"],
    wrong: [{ values: { Explanation: blank }, field: "Explanation", says: /write a few words/ }],
    values: () => ({ "Root cause": "Training", Explanation: "Nobody had shown them." }),
    shows: /Root cause: Training \(Nobody had shown them\.\)/,
  },
  {
    label: "Offer remedy",
    asks: ["Remedy", "Amount", "Reason"],
    wrong: [
      { values: { Amount: "much" }, field: "Amount", says: /Write an amount such as/ },
      { values: { Amount: null }, field: "Amount", says: /amount/ },
      { values: { Amount: "0" }, field: "Amount", says: /above zero/ },
      { values: { Amount: "EUR 20" }, field: "Amount", says: /Amounts here are in USD/ },
      { values: { Reason: blank }, field: "Reason", says: /write a few words/ },
    ],
    values: () => ({ Remedy: "Credit", Amount: "25.50", Reason: "For the inconvenience." }),
    shows: /Remedy: Credit \$25\.50/,
  },
  {
    label: "Resolve",
    asks: ["What was done"],
    wrong: [
      {
        values: { "What was done": "All of it." },
        field: "What was done",
        says: /Still missing: the acknowledgement, the apology, the root cause and a remedy/,
      },
    ],
    values: () => ({}),
  },
  {
    label: "Assign",
    asks: ["Assign to"],
    wrong: [{ values: { "Assign to": { person: "customer" } }, field: "Assign to", says: /./ }],
    values: () => ({ "Assign to": { person: "otherStaff" } }),
    shows: /Owner: (?!nobody)/,
  },
  {
    label: "Update customer",
    asks: ["Update", "How"],
    wrong: [{ values: { Update: blank }, field: "Update", says: /write a few words/ }],
    values: () => ({ Update: "The bag is on its way.", How: "I already told them" }),
    shows: /./,
  },
  {
    label: "Add promise",
    asks: ["Promise", "Due"],
    wrong: [{ values: { Due: { at: 1_000_000_000_000 } }, field: "Due", says: /./ }],
    values: (now) => ({ Promise: "Call back", Due: { at: wholeMinute(now + 3 * hour) } }),
    shows: /Promised: Call back/,
  },
  {
    label: "Change severity",
    asks: ["Severity", "Reason"],
    wrong: [{ values: { Severity: "Moderate" }, field: "Severity", says: /already has this severity/ }],
    values: () => ({ Severity: "Critical", Reason: "There is medicine in it." }),
    shows: /Case 1 · Late or delayed · Critical/,
  },
  {
    label: "Escalate",
    asks: ["Reason"],
    wrong: [{ values: { Reason: blank }, field: "Reason", says: /write a few words/ }],
    values: () => ({ Reason: "The customer asks for a manager." }),
    shows: /Escalated · Case 1[\s\S]*The customer asks for a manager\./,
    in: "message",
  },
  {
    label: "Add note",
    asks: ["Note"],
    wrong: [{ values: { Note: blank }, field: "Note", says: /write a few words/ }],
    values: () => ({ Note: "They fly home on Sunday." }),
    shows: /Note · Case 1[\s\S]*They fly home on Sunday\./,
    in: "message",
  },
  {
    label: "Link case",
    asks: ["Relation", "Case number"],
    wrong: [
      { values: { "Case number": "the other" }, field: "Case number", says: /Write a case number such as 12/ },
      { values: { "Case number": "99" }, field: "Case number", says: /There is no case 99/ },
      { values: { "Case number": "1" }, field: "Case number", says: /this very case/ },
    ],
    values: () => ({ Relation: "Duplicate of", "Case number": "2" }),
    shows: /Linked: Duplicate of case 2/,
  },
  {
    label: "Snooze",
    asks: ["Until", "Reason"],
    wrong: [{ values: { Until: { at: 1_000_000_000_000 } }, field: "Until", says: /./ }],
    values: (now) => ({ Until: { at: wholeMinute(now + day) }, Reason: "Waiting for the customer's photos." }),
    shows: /Snoozed until/,
  },
  {
    label: "Close",
    asks: ["Outcome", "Reason"],
    wrong: [{ values: { Outcome: "Put right" }, field: "Outcome", says: /Still missing/ }],
    values: () => ({ Outcome: "Withdrawn by the customer", Reason: "It turned up." }),
    shows: /Closed: Withdrawn by the customer[\s\S]*It turned up\./,
  },
  {
    label: "Abusive contact",
    asks: ["What happened"],
    wrong: [{ values: { "What happened": blank }, field: "What happened", says: /write a few words/ }],
    values: () => ({ "What happened": "Insults on the phone." }),
    shows: /Abusive contact · Case 1[\s\S]*Insults on the phone\./,
    in: "message",
  },
  {
    label: "Reopen",
    asks: ["Reason"],
    wrong: [{ values: { Reason: blank }, field: "Reason", says: /write a few words/ }],
    values: () => ({ Reason: "The wheel broke again." }),
    shows: /Reopened · Case 1/,
    in: "message",
    at: "resolved",
  },
];

const wholeMinute = (at: number): number => Math.floor(at / 60_000) * 60_000;

export const forms = (open: () => Harness) =>
  describe("a form of the case card", () => {
    it.each(rows)("$label asks, says what is wrong where it is wrong, and is carried out", async (row) => {
      const h = open();
      const complaint = await openCase(h);
      await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      if (row.at === "resolved") await takeSteps(h, complaint);
      let form = formOf(await h.press("staff", await cardIn(h, complaint), row.label));
      expect(form.fields.map(({ label }) => label)).toEqual(row.asks);
      const before = await h.size();
      for (const { values, field, says } of row.wrong) {
        const typed = { ...row.values(h.now()), ...values };
        const refused = await h.submit("staff", form, typed);
        expect(errorsOf(refused)[field], JSON.stringify(values)).toMatch(says);
        if (refused.shown !== "errors") return;
        form = refused.form;
        for (const [label, value] of Object.entries(typed))
          expect(fieldOf(form, label).value, `${label} as it was typed`).toEqual(value ?? undefined);
      }
      expect(await h.size()).toEqual(before);
      if (!row.shows) return;
      expect(await h.submit("staff", form, row.values(h.now()))).toMatchObject({ shown: "closed" });
      await h.settle();
      const seen =
        row.in === "message" ? await messageIn(h, complaint, row.shows) : await cardIn(h, complaint, "otherStaff");
      expect(seen.text).toMatch(row.shows);
      expect((await h.size()).events).toBe(before.events + 1);
    });

    it("stays as it was typed while the apology coach advises, and can be sent anyway", async () => {
      const h = open();
      const complaint = await openCase(h);
      const typed = "We are sorry if you felt inconvenienced.";
      const advised = await h.submit("staff", formOf(await h.press("staff", await cardIn(h, complaint), "Apologize")), {
        Apology: typed,
        How: "I already told them",
      });
      expect(advised.shown).toBe("form");
      if (advised.shown !== "form") return;
      expect(advised.form.text).toContain("Before you send it, have another look:");
      expect(fieldOf(advised.form, "Apology").value).toBe(typed);
      expect(fieldOf(advised.form, "How").value).toBe("I already told them");
      expect(fieldOf(advised.form, "Send anyway").value).toBe(false);
      expect(await h.size()).toEqual({ cases: 1, events: 1 });
      expect(await h.submit("staff", advised.form, { "Send anyway": true })).toMatchObject({ shown: "closed" });
      await h.settle();
      expect((await cardIn(h, complaint)).text).toContain("Apologized by");
    });

    it("asks an approver for less, or for the reason of a no, and keeps what was typed", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      await fillCard(h, complaint, "staff", "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
      const approval = await messageIn(h, complaint, "Approval needed");
      const less = formOf(await h.press("manager", approval, "Approve less"));
      expect(less.text).toMatch(/asks for Refund \$120[\s\S]*Two nights\./);
      const more = await h.submit("manager", less, { Amount: "200" });
      expect(errorsOf(more).Amount).toContain("Write an amount below $120, or press Approve.");
      const decline = formOf(await h.press("otherManager", approval, "Decline"));
      expect(decline.fields.map(({ label }) => label)).toEqual(["Reason"]);
      const refused = await h.submit("otherManager", decline, { Reason: blank });
      expect(errorsOf(refused).Reason).toMatch(/write a few words/);
    });

    it("tells an approver who comes too late on the form itself", async () => {
      const h = open();
      const complaint = await openCase(h);
      await pressCard(h, complaint, "staff", "Take ownership");
      await fillCard(h, complaint, "staff", "Offer remedy", { Remedy: "Refund", Amount: "120", Reason: "Two nights." });
      const form = formOf(await h.press("manager", await messageIn(h, complaint, "Approval needed"), "Decline"));
      await h.press("otherManager", await messageIn(h, complaint, "Approval needed"), "Approve");
      const late = await h.submit("manager", form, { Reason: "Too much." });
      expect(errorsOf(late).Reason).toMatch(/Nothing left to do: (?!someone).* granted it/);
    });

    it("is closed without a trace when the person thinks better of it", async () => {
      const h = open();
      const complaint = await openCase(h);
      await h.press("staff", await cardIn(h, complaint), "Add note");
      await h.settle();
      expect(await posted(h, complaint)).toHaveLength(1);
      expect(await h.size()).toEqual({ cases: 1, events: 1 });
    });
  });

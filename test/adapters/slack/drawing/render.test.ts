import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderCard, renderCards, renderNotice, renderPage } from "../../../../adapters/slack/drawing/render.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Block, Button, Card, Rich } from "../../../../src/views/elements.ts";
import { charactersOfBlocks, faultsInMessage, faultsInView } from "../../../support/slack/block-kit.ts";

const now = instant(Date.UTC(2026, 2, 2, 12));
const kase = "0b8a5f0e-8e0c-4b8e-9d55-0d3f6a7c1e11";
const ann = { platform: "slack", workspace: "T1", id: "U0ANN" } as const;

const empty: Card = { title: ["Case 1"], tone: "calm", facts: [], body: [], buttons: [], more: [], fallback: "Case 1" };
const drawn = (over: Partial<Card>) => renderCard({ ...empty, ...over }, now).blocks;
const button = (label: string, over: Partial<Button> = {}): Button => ({
  label,
  press: { act: "approve", case: kase },
  ...over,
});

describe("a card", () => {
  it("is drawn whole", () => {
    const card: Card = {
      title: ["Case 7: ", { bold: "late delivery" }],
      tone: "urgent",
      facts: [
        { label: "Owner", value: [{ person: ann, name: "Ann" }] },
        { label: "Due", value: [{ at: instant(now + 60_000), as: "dateTime" }] },
      ],
      body: [
        { heading: "What was said" },
        { quote: "Cold & late <!channel>" },
        {
          checklist: [
            { text: ["Acknowledge"], state: "done" },
            { text: ["Apologize"], state: "next" },
            { text: ["Resolve"], state: "todo" },
          ],
        },
        { text: ["See ", { link: "https://acme.example/7", text: "the case" }] },
      ],
      buttons: [button("Apologize", { style: "primary" })],
      more: [{ label: "Add note", press: { act: "addNote", case: kase } }],
      fallback: "Case 7 of <Kim> is late",
    };
    const text = (words: string, bold = false) => ({
      type: "text",
      text: words,
      ...(bold ? { style: { bold: true } } : {}),
    });
    const rich = (type: string, ...elements: object[]) => ({ type: "rich_text", elements: [{ type, elements }] });
    const { text: fallback, blocks } = renderCard(card, now);
    expect(fallback).toBe("Case 7 of &lt;Kim&gt; is late");
    expect(blocks).toEqual([
      { type: "header", text: { type: "plain_text", text: "🚨 Case 7: late delivery" } },
      rich(
        "rich_text_section",
        text("Owner:", true),
        text(" "),
        { type: "user", user_id: "U0ANN" },
        text("\n"),
        text("Due:", true),
        text(" "),
        {
          type: "date",
          timestamp: (now + 60_000) / 1000,
          format: "{date_short_pretty} at {time}",
          fallback: "2026-03-02 12:01 UTC",
        },
      ),
      rich("rich_text_section", text("What was said", true)),
      rich("rich_text_quote", text("Cold & late <!channel>")),
      rich(
        "rich_text_section",
        text("✅ "),
        text("Acknowledge"),
        text(" (done)"),
        text("\n"),
        text("➡️ "),
        text("Apologize"),
        text(" (next)"),
        text("\n"),
        text("⬜ "),
        text("Resolve"),
      ),
      rich("rich_text_section", text("See "), { type: "link", url: "https://acme.example/7", text: "the case" }),
      {
        type: "actions",
        block_id: `actions-${now.toString(36)}-0`,
        elements: [
          {
            type: "button",
            action_id: "press:approve:0",
            text: { type: "plain_text", text: "Apologize" },
            value: JSON.stringify({ act: "approve", case: kase }),
            style: "primary",
          },
          {
            type: "static_select",
            action_id: "more",
            placeholder: { type: "plain_text", text: "More" },
            options: [{ text: { type: "plain_text", text: "Add note" }, value: JSON.stringify(["addNote", kase]) }],
          },
        ],
      },
    ]);
    expect(faultsInMessage(blocks)).toEqual([]);
  });

  it("never lets typed words be markup", () => {
    const typed = "<!channel> <@U1> *a* _b_ &amp;";
    const { blocks, text } = renderCard(
      {
        ...empty,
        title: [typed],
        facts: [{ label: typed, value: [typed, { bold: typed }] }],
        body: [{ text: [typed] }, { quote: typed }, { heading: typed }],
        fallback: typed,
      },
      now,
    );
    // Only mrkdwn is read as markup, and there is none; the fallback is escaped.
    expect(JSON.stringify(blocks)).not.toContain('"mrkdwn"');
    expect(text).not.toMatch(/<[!@]/);
  });

  it("mentions a person in its title in rich text, since a header can't", () => {
    expect(drawn({ title: ["Over to ", { person: ann }] })[0]).toEqual({
      type: "rich_text",
      elements: [
        {
          type: "rich_text_section",
          elements: [
            { type: "text", text: "Over to ", style: { bold: true } },
            { type: "user", user_id: "U0ANN" },
          ],
        },
      ],
    });
  });

  it("says how long ago only of the past", () => {
    const format = (at: number) => JSON.stringify(drawn({ body: [{ text: [{ at: instant(at), as: "relative" }] }] }));
    expect(format(now - 1000)).toContain("{ago}");
    expect(format(now + 1000)).not.toContain("{ago}");
  });

  it("asks before a press that asks to be confirmed", () => {
    expect(JSON.stringify(drawn({ buttons: [button("Decline", { confirm: "Really?", style: "danger" })] }))).toContain(
      JSON.stringify({
        title: { type: "plain_text", text: "Decline" },
        text: { type: "plain_text", text: "Really?" },
        confirm: { type: "plain_text", text: "Decline" },
        deny: { type: "plain_text", text: "Cancel" },
        style: "danger",
      }),
    );
  });

  it("draws a row of More as a button when it has its own question, or doesn't fit an option", () => {
    const long = { act: "a".repeat(40), case: "c".repeat(64), of: "o".repeat(64) };
    const blocks = drawn({
      more: [button("Close", { confirm: "Sure?" }), { label: "Long", press: long }, button("Note")],
    });
    const [actions] = blocks.filter((block) => block.type === "actions");
    expect(actions?.elements.map(({ type }) => type)).toEqual(["static_select", "button", "button"]);
    expect(faultsInMessage(blocks)).toEqual([]);
  });

  it("has new block ids in every rendering, so that a menu forgets what was chosen", () => {
    const ids = (at: number) =>
      JSON.stringify(renderCard({ ...empty, buttons: [button("A")] }, instant(at)).blocks).match(/actions-\w+-0/)?.[0];
    expect(ids(now)).not.toBe(ids(now + 1));
  });

  it("tells a screen reader what a bare number means", () => {
    expect(JSON.stringify(drawn({ buttons: [button("4", { spoken: "4 of 5: satisfied" })] }))).toContain(
      '"accessibility_label":"4 of 5: satisfied"',
    );
  });

  it("cuts long words with … and stays within every limit", () => {
    const long = "word ".repeat(2000);
    const { blocks, text } = renderCard(
      {
        ...empty,
        title: [long],
        facts: Array.from({ length: 12 }, () => ({ label: "Fact", value: [long] })),
        body: [{ quote: long }, { text: [long, { bold: long }] }],
        buttons: [button("b".repeat(200), { confirm: long, spoken: long })],
        more: Array.from({ length: 120 }, (_, index) => ({
          label: `Row ${index}`,
          press: { act: "a", of: `${index}` },
        })),
        fallback: `&${long}`,
      },
      now,
    );
    expect(faultsInMessage(blocks)).toEqual([]);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(JSON.stringify(blocks)).toContain("…");
  });

  it("drops what doesn't fit a message from the end, and says so", () => {
    const body: Block[] = Array.from({ length: 80 }, (_, index) => ({ text: [`Line ${index}`] }));
    const blocks = drawn({ body, buttons: [button("Approve")] });
    expect(faultsInMessage(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain("Line 0");
    expect(JSON.stringify(blocks.at(-2))).toContain("…");
    expect(blocks.at(-1)?.type).toBe("actions");
  });

  it("is something Slack takes, whatever it says", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 400 });
    const rich = fc.array(
      fc.oneof(
        words,
        fc.record({ bold: words }),
        fc.record({ link: fc.webUrl(), text: words }),
        fc.constant({ person: ann }),
      ),
      { maxLength: 5 },
    );
    const block = fc.oneof(
      fc.record({ text: rich }),
      fc.record({ quote: fc.string({ maxLength: 5000 }) }),
      fc.record({ heading: words }),
      fc.record({
        checklist: fc.array(
          fc.record({ text: rich, state: fc.constantFrom("done" as const, "next" as const, "todo" as const) }),
          { maxLength: 8 },
        ),
      }),
    );
    const pressed = fc.record({
      label: fc.string({ minLength: 1, maxLength: 90 }),
      press: fc.constant({ act: "addNote", case: kase }),
    });
    const card = fc.record({
      title: rich,
      tone: fc.constantFrom("calm" as const, "attention" as const, "urgent" as const, "good" as const),
      facts: fc.array(fc.record({ label: fc.string({ minLength: 1, maxLength: 40 }), value: rich }), { maxLength: 14 }),
      body: fc.array(block, { maxLength: 60 }),
      buttons: fc.array(pressed, { maxLength: 30 }),
      more: fc.array(pressed, { maxLength: 20 }),
      fallback: fc.string({ minLength: 1, maxLength: 5000 }),
    });
    fc.assert(
      fc.property(card, (each) => {
        const { blocks, text } = renderCard(each, now);
        expect(faultsInMessage(blocks)).toEqual([]);
        expect(charactersOfBlocks(blocks)).toBeLessThanOrEqual(13_200);
        expect(text.length).toBeLessThanOrEqual(4000);
      }),
      { numRuns: 60 },
    );
  });
});

describe("words and several cards", () => {
  it("shows a notice as rich text with a fallback in markup", () => {
    const notice: Rich = ["Ask ", { person: ann }, " about <this>"];
    expect(renderNotice(notice, now).text).toBe("Ask <@U0ANN> about &lt;this&gt;");
    expect(faultsInMessage(renderNotice(notice, now).blocks)).toEqual([]);
  });

  const many = Array.from({ length: 60 }, (_, index) => ({
    ...empty,
    title: [`Case ${index}`],
    body: [{ text: ["x".repeat(300)] }],
    buttons: [button("Open")],
  }));

  it("puts as many cards on a page as Slack shows, and counts the rest", () => {
    const blocks = renderPage(many, now);
    expect(faultsInView({ type: "home", blocks })).toEqual([]);
    expect(JSON.stringify(blocks.at(-1))).toMatch(/… and \d+ more\./);
    expect(renderPage([], now)).toEqual([]);
  });

  it("puts as many cards in a message as Slack takes", () => {
    const { blocks } = renderCards(many, now);
    expect(faultsInMessage(blocks)).toEqual([]);
    expect(charactersOfBlocks(blocks)).toBeLessThanOrEqual(13_200);
    expect(JSON.stringify(blocks.at(-1))).toMatch(/… and \d+ more\./);
  });

  it("leaves room to count the rest beside a card that fills a message", () => {
    const full = {
      ...empty,
      body: [
        { quote: "q".repeat(5000) },
        { quote: "q".repeat(5000) },
        { quote: "q".repeat(5000) },
        { quote: "q".repeat(5000) },
      ],
    };
    const { blocks } = renderCards([full, full], now);
    expect(charactersOfBlocks(blocks)).toBeLessThanOrEqual(13_200);
    expect(JSON.stringify(blocks.at(-1))).toContain("… and 1 more.");
  });

  it("says nothing of more where everything fits", () => {
    expect(JSON.stringify(renderCards(many.slice(0, 2), now))).not.toContain("more.");
  });
});

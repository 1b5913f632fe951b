import { describe, expect, it } from "vitest";
import { escaped, escapeWithin, mrkdwnToText, toMarkup } from "../../../../adapters/slack/drawing/markup.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Rich } from "../../../../src/views/elements.ts";

const at = instant(Date.UTC(2026, 2, 2, 15, 4));
const marked = (...rich: Rich) => toMarkup(rich, 4000);

describe("writing Slack's markup", () => {
  it("disarms what people typed", () => {
    expect(marked("Hey <!channel> & <@U1>")).toBe("Hey &lt;!channel&gt; &amp; &lt;@U1&gt;");
  });

  it("keeps bold whole when the words have asterisks", () => {
    expect(marked({ bold: "2 * 3" })).toBe("*2 ∗ 3*");
    expect(marked({ bold: "  " })).toBe("");
  });

  it("mentions people of Slack, and names people of other platforms", () => {
    expect(marked({ person: { platform: "slack", workspace: "T1", id: "U1" }, name: "Ann" })).toBe("<@U1>");
    expect(marked({ person: { platform: "teams", workspace: "x", id: "y" }, name: "B<en" })).toBe("B&lt;en");
    expect(marked({ person: { platform: "teams", workspace: "x", id: "y" } })).toBe("someone");
    expect(marked({ group: { platform: "slack", id: "S1" } })).toBe("<!subteam^S1>");
  });

  it("shows times in the reader's zone, with a fallback in UTC", () => {
    const seconds = at / 1000;
    expect(marked({ at, as: "dateTime" })).toBe(
      `<!date^${seconds}^{date_short_pretty} at {time}|2026-03-02 15:04 UTC>`,
    );
  });

  it("links, and lets nothing in the words end the link early", () => {
    expect(marked({ link: "https://acme.example/?a=1&b=2", text: "a|b>c" })).toBe(
      "<https://acme.example/?a=1&amp;b=2|a¦b&gt;c>",
    );
  });

  it("shows only the words of an address that is not a web address", () => {
    expect(marked({ link: "javascript:alert(1)", text: "press" })).toBe("press");
  });

  it("is cut to what Slack takes, not inside an escape or a token", () => {
    expect(escapeWithin("&".repeat(100), 50)).toMatch(/^(&amp;)+…$/);
    expect(escapeWithin("&".repeat(100), 50).length).toBeLessThanOrEqual(50);
    expect(toMarkup([{ link: "https://acme.example", text: "w".repeat(60) }], 40)).toBe(`${"w".repeat(39)}…`);
  });
});

describe("reading Slack's markup", () => {
  it.each([
    ["<@U1|ann> and <@U2>", "@ann and @someone"],
    ["<#C1|support>, <#C2>", "#support, #a-channel"],
    ["<!here> <!subteam^S1|@managers> <!subteam^S2>", "@here @managers @a-group"],
    ["by <!date^1700000000^{date}|Nov 14>", "by Nov 14"],
    ["see <https://acme.example/a?b=1&amp;c=2>", "see https://acme.example/a?b=1&c=2"],
    ["see <https://acme.example|our page>", "see our page (https://acme.example)"],
    ["<mailto:kim@acme.example|kim@acme.example>", "kim@acme.example"],
    ["&lt;!channel&gt; is &amp;amp; typed", "<!channel> is &amp; typed"],
    ["nothing *special* _here_", "nothing *special* _here_"],
  ])("%s", (written, read) => {
    expect(mrkdwnToText(written)).toBe(read);
  });

  it("gives back what was escaped", () => {
    for (const text of ["<!channel>", "a & b", "&lt;", "1 < 2 > 0"]) expect(mrkdwnToText(escaped(text))).toBe(text);
  });
});

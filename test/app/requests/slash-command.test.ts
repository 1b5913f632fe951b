import { describe, expect, it } from "vitest";
import { slashCommand } from "../../../src/app/requests/slash-command.ts";
import { plain, type Reply } from "../../../src/views/elements.ts";
import { viewContext, wordsOf } from "../../support/view-context.ts";

const says = (text: string): Reply => ({ show: "notice", text: [text] });

const replyTo = (words: string): Promise<Reply> =>
  slashCommand(words, {
    flag: async () => says("flag"),
    queue: async () => says("queue"),
    case: async (number) => says(`case ${number}`),
    insights: async () => says("insights"),
    view: () => viewContext(),
  });

async function body(words: string): Promise<string> {
  const reply = await replyTo(words);
  return reply.show === "card" ? wordsOf(reply.card) : reply.show;
}

async function answer(words: string): Promise<string> {
  const reply = await replyTo(words);
  if (reply.show === "notice") return plain(reply.text);
  return reply.show === "card" ? plain(reply.card.title) : reply.show;
}

describe("the words after /amends", () => {
  it.each([
    ["flag", "flag"],
    ["  Queue ", "queue"],
    ["case 12", "case 12"],
    ["CASE #7", "case 7"],
    ["case   7", "case 7"],
    ["insights", "insights"],
  ])("“%s” is understood", async (words, understood) => {
    expect(await answer(words)).toBe(understood);
  });

  it.each(["", "help", "case", "case twelve", "case 12 13", "case 1234567890", "flag this", "queue mine"])(
    "“%s” is answered with help",
    async (words) => {
      expect(await answer(words)).toBe("Amends helps put things right");
    },
  );

  it("are said back where they weren't understood, and only then", async () => {
    expect(await body("case twelve")).toContain("I didn't understand “case twelve”.");
    for (const words of ["", "  ", "help", "HELP"]) expect(await body(words)).not.toContain("understand");
  });
});

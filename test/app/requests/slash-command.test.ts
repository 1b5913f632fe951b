import { describe, expect, it } from "vitest";
import { slashCommand } from "../../../src/app/requests/slash-command.ts";
import { plain, type Reply } from "../../../src/views/elements.ts";
import type { MemberDoubt } from "../../../src/views/words/member-doubt.ts";
import { viewContext, wordsOf } from "../../support/view-context.ts";

const says = (text: string): Reply => ({ show: "notice", text: [text] });

const replyTo = (words: string, unfound: readonly MemberDoubt[] = []): Promise<Reply> =>
  slashCommand(words, {
    flag: async () => says("flag"),
    queue: async () => says("queue"),
    case: async (number) => says(`case ${number}`),
    insights: async () => says("insights"),
    view: () => viewContext(),
    unfound: async () => unfound,
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

describe("help for those who may have the protocol changed", () => {
  const gone: MemberDoubt = { role: "Manager", member: { is: "email", email: "ann@acme.example" }, why: "not-found" };
  const helped = async (unfound: readonly MemberDoubt[]) => {
    const reply = await replyTo("help", unfound);
    return reply.show === "card" ? wordsOf(reply.card) : reply.show;
  };
  it("names the members of the protocol that weren't found, and says nothing where all were", async () => {
    expect(await helped([gone])).toContain("Manager: nobody was found for ann@acme.example.");
    expect(await helped([])).not.toContain("not found");
  });
  it("names eight of many", async () => {
    const words = await helped(Array.from({ length: 11 }, () => gone));
    expect(words.split("nobody was found")).toHaveLength(9);
    expect(words).toContain("And 3 more.");
  });
});

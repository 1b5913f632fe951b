import { describe, expect, it } from "vitest";
import { instant } from "../../../src/core/time.ts";
import { app } from "./cast.ts";
import type { Draft } from "./messages.ts";
import { createWorld, type World } from "./workspace.ts";

const noon = Date.parse("2026-03-02T17:00:00Z");
const world = () => createWorld({ clock: { now: () => instant(noon) } });
const botSays = (where: World, draft: Partial<Draft>) =>
  where.messages.add({ channel: "C0SUPPORT1", author: app.botUserId, text: "", blocks: [], attachments: [], ...draft });
const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });

describe("what a person sees", () => {
  it("shows mrkdwn as words, in the reader's own time zone", () => {
    const slack = world();
    const at = noon / 1000;
    botSays(slack, {
      text: "Card",
      blocks: [
        section(
          `*Owner:* <@U0ANN00001> in <#C0CASES001> by <!date^${at}^{date_short_pretty} at {time}|noon>, <https://a.example|the order> &amp; more`,
        ),
      ],
    });
    expect(slack.read("support", "sam")[0]?.text).toBe(
      "Owner: @Ann Manager in #cases by today at 12:00 PM, the order & more",
    );
    expect(slack.read("support", "ben")[0]?.text).toContain("today at 6:00 PM");
  });

  it("tells whom a message notifies, and not what is only quoted", () => {
    const slack = world();
    botSays(slack, { text: "Waiting for <@U0ANN00001> and <!subteam^S0DIRECTOR>" });
    botSays(slack, { text: "A customer wrote &lt;!channel&gt;" });
    botSays(slack, { text: "Oops", blocks: [section("They wrote <!channel>")] });
    botSays(slack, { text: "Plain", blocks: [{ type: "section", text: { type: "plain_text", text: "<!channel>" } }] });
    expect(slack.read("support", "sam").map((seen) => seen.mentions)).toEqual([
      ["@Ann Manager", "@directors"],
      [],
      ["@channel"],
      [],
    ]);
    expect(slack.read("support", "sam")[3]?.text).toBe("<!channel>");
  });

  it("shows what people typed just as they typed it", () => {
    const slack = world();
    const said = slack.say("sam", "support", "Tom & <!channel> 😡 5 * 3 * 2");
    expect(said.text).toBe("Tom &amp; &lt;!channel&gt; 😡 5 * 3 * 2");
    expect(slack.read("support", "sue")).toMatchObject([
      { from: "Sam Staff", text: "Tom & <!channel> 😡 5 * 3 * 2", mentions: [] },
    ]);
  });

  it("lists buttons and menus by their words", () => {
    const slack = world();
    const option = (text: string) => ({ text: { type: "plain_text", text }, value: text });
    botSays(slack, {
      text: "Card",
      blocks: [
        {
          type: "actions",
          block_id: "b",
          elements: [
            { type: "button", action_id: "a", text: { type: "plain_text", text: "Acknowledge" } },
            { type: "overflow", action_id: "m", options: [option("Assign"), option("Snooze")] },
          ],
        },
      ],
    });
    expect(slack.read("support", "sam")).toMatchObject([
      { buttons: ["Acknowledge"], menus: { More: ["Assign", "Snooze"] } },
    ]);
  });

  it("keeps replies in their thread", () => {
    const slack = world();
    const complaint = slack.say("sam", "support", "It came open");
    botSays(slack, { text: "Noted", threadTs: complaint.ts });
    expect(slack.read("support", "sam")).toMatchObject([{ text: "It came open", replies: 1 }]);
    expect(slack.thread("support", complaint.ts, "sam").map((seen) => seen.text)).toEqual(["It came open", "Noted"]);
  });

  it("shows a whisper to its receiver alone, and in a thread only once that has begun", () => {
    const slack = world();
    const complaint = slack.say("sam", "support", "It came open");
    botSays(slack, { text: "Psst", onlyFor: "U0SAM00001" });
    botSays(slack, { text: "Psst, here", onlyFor: "U0SAM00001", threadTs: complaint.ts });
    expect(slack.read("support", "sam").map((seen) => seen.text)).toEqual(["It came open", "Psst"]);
    expect(slack.read("support", "sue").map((seen) => seen.text)).toEqual(["It came open"]);
    expect(slack.thread("support", complaint.ts, "sam")).toHaveLength(1);
    botSays(slack, { text: "Noted", threadTs: complaint.ts });
    expect(slack.thread("support", complaint.ts, "sam").map((seen) => seen.text)).toContain("Psst, here");
  });

  it("shows nobody what they may not read", () => {
    const slack = world();
    slack.say("sam", "cases", "Internal");
    slack.say("sam", "globex", "For all");
    slack.say("sam", "support", "Ours");
    expect(slack.read("cases", "carla")).toEqual([]);
    expect(slack.read("support", "carla")).toEqual([]);
    expect(slack.read("globex", "carla")).toHaveLength(1);
    expect(slack.read("cases", "gus")).toEqual([]);
    expect(() => slack.read("no-such-channel", "sam")).toThrow("No such channel");
  });
});

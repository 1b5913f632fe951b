import { describe, expect, it } from "vitest";
import { flaggedMessage } from "../../../../adapters/slack/inbound/flagged.ts";
import { messageShortcutSchema } from "../../../../adapters/slack/payloads.ts";

const home = { team: "T1" };
const flagged = (message: object, over: object = {}) =>
  flaggedMessage(
    messageShortcutSchema.parse({
      team: { id: "T1", domain: "acme" },
      user: { id: "U1", team_id: "T1" },
      callback_id: "flag_complaint",
      trigger_id: "1.2",
      channel: { id: "C1" },
      message: { ts: "1700000000.000100", ...message },
      ...over,
    }),
    home,
  );

describe("the message a complaint is flagged from", () => {
  it("is read in plain words, with its author and its place", () => {
    expect(
      flagged({ text: "My order <https://acme.example/4|#4> is late &amp; cold", user: "U7", team: "T7" }),
    ).toEqual({
      place: {
        platform: "slack",
        workspace: "T1",
        channel: "C1",
        thread: "1700000000.000100",
        link: "https://acme.slack.com/archives/C1/p1700000000000100",
      },
      text: "My order #4 (https://acme.example/4) is late & cold",
      author: { platform: "slack", workspace: "T7", id: "U7" },
    });
  });

  it("has the thread it is in as its place", () => {
    const { place } = flagged({ text: "x", thread_ts: "1699999999.000200" });
    expect(place.thread).toBe("1699999999.000200");
    expect(place.link).toBe("https://acme.slack.com/archives/C1/p1700000000000100?thread_ts=1699999999.000200&cid=C1");
  });

  it("names an author who is no member by what Slack shows", () => {
    expect(flagged({ text: "x", username: "Mail bridge" })).toMatchObject({ authorName: "Mail bridge" });
    expect(flagged({ text: "x", user: "U7", user_team: "T7", user_profile: { real_name: "Kim Lee" } })).toMatchObject({
      author: { workspace: "T7" },
      authorName: "Kim Lee",
    });
  });

  it("takes the words of what a message forwards when it has none of its own", () => {
    expect(flagged({ text: "", attachments: [{ fallback: "From: kim", text: "It &lt;broke&gt;" }] }).text).toBe(
      "It <broke>",
    );
    expect(flagged({}).text).toBe("");
  });

  it("makes no link that only a sender's workspace could open", () => {
    expect(flagged({ text: "x" }, { team: { id: "T7", domain: "globex" } }).place).not.toHaveProperty("link");
  });
});

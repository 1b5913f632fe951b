import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { htmlToText } from "../../../../adapters/teams/drawing/html.ts";
import { flaggedMessage } from "../../../../adapters/teams/inbound/flagged.ts";
import { activitySchema, type MessagePayload, messageActionSchema } from "../../../../adapters/teams/payloads.ts";
import { tenant } from "../../../support/teams/cast.ts";

const fixture: unknown = JSON.parse(
  readFileSync(new URL("../../../fixtures/teams/message-action.json", import.meta.url), "utf8"),
);
const activity = activitySchema.parse(fixture);
const payload = messageActionSchema.parse(activity.value).messagePayload;
const flagged = (more: Partial<MessagePayload> = {}) => {
  if (!payload) throw new Error("the fixture has a message");
  return flaggedMessage(activity, { ...payload, ...more }, tenant);
};

describe("a flagged message", () => {
  it("is read as people saw it, with its author, its link and the thread it is in", () => {
    expect(flagged()).toEqual({
      place: {
        platform: "teams",
        workspace: tenant,
        channel: "19:support@thread.tacv2",
        thread: "1770000000001",
        link: "https://teams.microsoft.com/l/message/19:support@thread.tacv2/1770000000009?parentMessageId=1770000000001",
      },
      text: "Hi Sue Reyes,\n\ntwo days late & a broken wheel <again>.\nNot happy\n• order 12",
      author: { platform: "teams", workspace: tenant, id: "00000000-0000-4000-8000-000000000006" },
      authorName: "Carla Diaz",
    });
  });

  it("starts its own thread where it is no reply", () => {
    expect(flagged({ replyToId: undefined }).place.thread).toBe("1770000000009");
  });

  it("has no author where that was a bot, or nobody whom an id names", () => {
    const anonymous = {
      user: { id: "x", displayName: "Guest", userIdentityType: "anonymousGuest" },
      application: undefined,
    };
    expect(flagged({ from: anonymous })).not.toHaveProperty("author");
    const app = { user: undefined, application: { displayName: "Forms" } };
    expect(flagged({ from: app })).toMatchObject({ authorName: "Forms" });
  });

  it("that only forwards another has that one's words", () => {
    const content = JSON.stringify({ messagePreview: "My bag is gone." });
    expect(
      flagged({
        body: { contentType: "html", content: "<attachment id='1'></attachment>" },
        attachments: [{ name: undefined, content }],
      }).text,
    ).toBe("My bag is gone.");
  });

  it("keeps its words when they are plain, and offers no address that isn't safe", () => {
    const plain = flagged({
      body: { contentType: "text", content: "<b>1 & 2</b>" },
      linkToMessage: "javascript:alert(1)",
    });
    expect(plain.text).toBe("<b>1 & 2</b>");
    expect(plain.place).not.toHaveProperty("link");
  });
});

describe("HTML as words", () => {
  it.each([
    ["a<br/>b", "a\nb"],
    ["<script>alert(1)</script>x", "x"],
    ["&#x1F9F3;&#129523;&bogus;&#0;", "🧳🧳&bogus;"],
    ["2 < 3 and 4 > 1", "2 < 3 and 4 > 1"],
    ["<div><div>deep</div></div>", "deep"],
    ["<!-- no -->yes", "yes"],
  ])("%s", (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it("takes no longer for being long", () => {
    // More than any form takes is cut before it is read.
    expect(htmlToText("<".repeat(200_000)).length).toBe(100_000);
  });
});

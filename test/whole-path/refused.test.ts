import { describe, expect, it } from "vitest";
import { useAcme } from "../support/acme.ts";
import { type Delivered, interaction, type Signature } from "../support/slack/delivery.ts";
import type { Fields } from "../support/slack/shapes.ts";
import { atAcme } from "./at-acme.ts";

const acme = useAcme();
const { complain, flag, card, press, whispers } = atAcme(acme);

describe("a request that isn't Slack's", () => {
  const genuine = async (): Promise<readonly Delivered[]> => {
    const complaint = complain();
    await flag("sam", complaint);
    const shortcut = await acme().client.messageShortcut("sam", complaint);
    const submitted = await acme().client.submit("sam", acme().client.openModal("sam"), {
      "Customer name": "Jane Roe",
      "Failure type": "Billing error",
    });
    return [
      shortcut,
      submitted,
      await press("sam", card(complaint), "Take ownership"),
      await acme().client.slashCommand("sam", "support", "queue"),
      await acme().client.appHomeOpened("sam"),
    ];
  };

  it.each<Signature>(["forged", "missing", "ten-minutes-old"])("is refused and changes nothing: %s", async (how) => {
    const sent = await genuine();
    await acme().settle();
    const [before, calls] = [await acme().size(), acme().slack.calls.length];
    for (const { request } of sent) {
      const changed = { ...request, body: request.body.replaceAll("Billing", "Other").replaceAll("action_ts", "ts") };
      for (const each of [request, changed])
        expect((await acme().client.send(each, how)).status, each.contentType).toBe(401);
    }
    await acme().settle();
    expect(await acme().size()).toEqual(before);
    expect(acme().slack.calls.length).toBe(calls);
  });

  it("is refused when its body was changed on the way", async () => {
    const [first] = await genuine();
    if (!first) throw new Error("nothing was sent");
    const { signedHeaders } = await import("../support/slack/delivery.ts");
    const response = await fetch(`${acme().amends.url}/slack/events`, {
      method: "POST",
      body: `${first.request.body}&more=1`,
      headers: {
        "content-type": first.request.contentType,
        ...signedHeaders(first.request.body, acme().environment.SLACK_SIGNING_SECRET),
      },
    });
    expect(response.status).toBe(401);
  });
});

describe("what nobody knows of any more", () => {
  const payloadOf = (of: Fields) => interaction(of);
  /** A message of an older release, with a button of its own. */
  const older = (element: Fields) =>
    acme().world.messages.add({
      channel: acme().world.channel("support").id,
      author: acme().world.app.botUserId,
      text: "From long ago",
      blocks: [{ type: "actions", block_id: "old", elements: [element] }],
      attachments: [],
    });
  const button = (value?: string): Fields => ({
    type: "button",
    action_id: "of-old",
    text: { type: "plain_text", text: "Do it" },
    ...(value === undefined ? {} : { value }),
  });

  it.each([
    ["of another app or time", "junk", /from an (earlier|older) version/],
    ["without a value", undefined, /from an (earlier|older) version/],
    ["of an act that is gone", JSON.stringify({ act: "dance", case: "c1" }), /from an (earlier|older) version/],
    [
      "of an act with the name of a built-in",
      JSON.stringify({ act: "toString", case: "c1" }),
      /(earlier|older) version/,
    ],
    ["without its case", JSON.stringify({ act: "takeOwnership" }), /(earlier|older) version/],
    ["of a case that is gone", JSON.stringify({ act: "takeOwnership", case: "nope" }), /There is no case/],
    ["that shows a case that is gone", JSON.stringify({ act: "showCase", case: "nope" }), /There is no case/],
    ["that opens a form of a case that is gone", JSON.stringify({ act: "addNote", case: "nope" }), /There is no case/],
  ])("a button %s is answered kindly", async (_what, value, says) => {
    const pressed = await acme().client.pressButton("sam", older(button(value)), "Do it");
    expect(pressed.status).toBe(200);
    expect(pressed.timedOut).toBe(false);
    expect(whispers("support", "sam").at(-1)).toMatch(says);
  });

  it("a menu that nobody listens to is answered kindly", async () => {
    const menu = {
      type: "static_select",
      action_id: "of-old",
      placeholder: { type: "plain_text", text: "Choose" },
      options: [{ text: { type: "plain_text", text: "This" }, value: "this" }],
    };
    expect((await acme().client.pressButton("sam", older(menu), "This")).status).toBe(200);
    expect(whispers("support", "sam").at(-1)).toMatch(/earlier version/);
  });

  it.each([
    ["of another app or time", "old_form", "{}"],
    ["of ours that is gone", "form:dance", JSON.stringify({ form: "dance", about: {} })],
    ["of ours with the name of a built-in", "form:toString", JSON.stringify({ form: "toString", about: {} })],
    ["whose memory is unreadable", "form:addNote", "not json"],
    ["about a case that is gone", "form:addNote", JSON.stringify({ form: "addNote", about: { case: "nope" } })],
  ])("a form %s is answered kindly, and nothing is saved", async (_what, callback, memory) => {
    const { world, client } = acme();
    world.views.open(world.user("sam").id, {
      type: "modal",
      callback_id: callback,
      private_metadata: memory,
      title: { type: "plain_text", text: "Old" },
      submit: { type: "plain_text", text: "Send" },
      blocks: [
        {
          type: "input",
          block_id: "note",
          label: { type: "plain_text", text: "Note" },
          element: { type: "plain_text_input", action_id: "value" },
        },
      ],
    });
    const sent = await client.submit("sam", client.openModal("sam"), { Note: "words" });
    expect(["closed", "updated", "errors"]).toContain(sent.shown);
    const said = [
      ...world.directMessages("sam").map(({ text }) => text),
      world.modal("sam")?.text ?? "",
      ...(sent.shown === "errors" ? Object.values(sent.errors) : []),
    ].join(" ");
    expect(said).toMatch(/from an (earlier|older) version|There is no case/);
    expect(said).not.toContain("went wrong");
    expect(await acme().size()).toEqual({ cases: 0, events: 0 });
  });

  it("a shortcut is answered kindly", async () => {
    await acme().client.messageShortcut("sam", complain(), "shortcut_of_old");
    expect(whispers("support", "sam").at(-1)).toContain("Amends doesn't know this shortcut.");
    expect((await acme().client.globalShortcut("sam", "shortcut_of_old")).status).toBe(200);
    expect(acme().world.modal("sam")?.text).toContain("Amends doesn't know this shortcut.");
  });

  it("other payloads get an answer at once", async () => {
    const { world, client } = acme();
    const user = { id: world.user("sam").id, team_id: world.team.id };
    const common = { team: { id: world.team.id }, user, token: world.app.verificationToken };
    for (const payload of [
      { ...common, type: "block_suggestion", action_id: "x", block_id: "y", value: "z" },
      { ...common, type: "view_closed", view: { id: "V1", type: "modal", callback_id: "old" } },
    ]) {
      const sent = await client.send(payloadOf(payload));
      expect(sent.status, payload.type).toBe(200);
    }
  });
});

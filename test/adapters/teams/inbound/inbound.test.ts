import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConnectorError } from "../../../../adapters/teams/connection/failures.ts";
import { organizationKey } from "../../../../src/core/organization.ts";
import type { Card, Form, Reply } from "../../../../src/views/elements.ts";
import { complaints } from "../../../support/teams/card-checks.ts";
import { tenant } from "../../../support/teams/cast.ts";
import { cardOf, dialogIn, pressable, readCard, saidIn } from "../../../support/teams/reading.ts";
import { type Bot, now, openBot, personOf, placeOf } from "../support/bot.ts";

const acme = organizationKey("main");

const notice: Reply = { show: "notice", text: ["All is well."] };
const form: Form = {
  id: "addNote",
  title: "Add note",
  submit: "Add",
  about: { case: "c1" },
  fields: [
    { id: "text", label: "Note", kind: "longText", optional: false },
    { id: "to", label: "For", kind: "person", optional: true },
    { id: "due", label: "Due", kind: "dateTime", optional: true, initial: { at: now } },
    { id: "sure", label: "Sure", kind: "yesNo", optional: true },
  ],
};
const card: Card = {
  title: ["Case 1"],
  tone: "calm",
  facts: [],
  body: [],
  buttons: [
    { label: "Approve", press: { act: "approve", case: "c1", of: "R1" } },
    { label: "Acknowledge", press: { act: "acknowledge", case: "c1" }, confirm: "Carla gets a message." },
  ],
  more: [{ label: "Add note", press: { act: "addNote", case: "c1" } }],
  fallback: "Case 1",
};

let bot: Bot;
beforeEach(async () => {
  bot = await openBot();
});
afterEach(() => bot.close());

const posted = async () => {
  const root = bot.world.say("sue", bot.world.channel("support").id, "Late again");
  await bot.client.mention("sue", root, "help");
  const sent = await bot.chat.post(placeOf(bot.world, "support", root.id), card);
  if (!sent.ok) throw new Error(sent.reason);
  const message = bot.world.find(sent.ref.place.channel, sent.ref.message);
  if (!message) throw new Error("nothing was posted");
  bot.asked.length = 0;
  return { root, message, card: cardOf(message.activity) };
};
const lastOf = (key: string) => {
  const message = bot.world.inChat(key).at(-1);
  if (!message) throw new Error(`nothing was written to ${key}`);
  return readCard(cardOf(message.activity));
};

describe("a press", () => {
  it("asks the application, with who pressed and where, and answers as Action.Execute wants it", async () => {
    const { root, message, card: shown } = await posted();
    const answer = await bot.client.execute("ann", message, pressable(shown, "Approve").action);
    expect(answer).toMatchObject({
      status: 200,
      body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "Done." },
    });
    expect(bot.only()).toMatchObject({
      what: "press",
      by: {
        organization: `org-of-${tenant}`,
        person: personOf(bot.world, "ann"),
        place: placeOf(bot.world, "support", root.id),
      },
      more: [{ act: "approve", case: "c1", of: "R1" }, expect.any(String)],
    });
  });

  it("has the same key when it is sent again, and another when it is pressed again", async () => {
    const { message, card: shown } = await posted();
    const press = pressable(shown, "Approve").action;
    const first = await bot.client.execute("ann", message, press);
    await bot.client.retry(first);
    await bot.client.retry(first, "new id");
    await bot.client.execute("ann", message, press);
    await bot.client.execute("ben", message, press);
    const keys = bot.asked.map(({ more }) => more[1]);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(3);
  });

  it("that asks a question first acts on the answer to it", async () => {
    const { message, card: shown } = await posted();
    await bot.client.execute("ann", message, pressable(shown, "Acknowledge").action);
    expect(bot.only().more[0]).toEqual({ act: "acknowledge", case: "c1" });
  });

  it("says to the presser alone what the application has to say", async () => {
    bot.answerWith(async () => notice);
    const { message, card: shown } = await posted();
    const answer = await bot.client.execute("ann", message, pressable(shown, "Approve").action);
    expect(saidIn(answer.body)).toBe("All is well.");
  });

  it("sends a card it shows to the presser's own chat", async () => {
    bot.answerWith(async () => ({ show: "card", card: { ...card, title: ["Case 7"] } }));
    const { message, card: shown } = await posted();
    const answer = await bot.client.execute("ann", message, pressable(shown, "Approve").action);
    expect(saidIn(answer.body)).toBe("I sent it to you in our own chat.");
    expect(lastOf("ann").text).toContain("Case 7");
  });

  it("shows the card in place to someone who has no chat with the bot", async () => {
    bot.answerWith(async () => ({ show: "card", card: { ...card, title: ["Case 7"] } }));
    const { message, card: shown } = await posted();
    bot.teams.failNext("create", { status: 403, code: "ForbiddenOperationException" });
    const { body } = await bot.client.execute("ben", message, pressable(shown, "Approve").action);
    expect(body).toMatchObject({ statusCode: 200, type: "application/vnd.microsoft.card.adaptive" });
  });

  it("of an older client comes as a message, and counts alike", async () => {
    bot.answerWith(async () => notice);
    const { root, message, card: shown } = await posted();
    const { fallback } = pressable(shown, "Approve").action;
    await bot.client.submitAsMessage("ann", message, (fallback as { data: object }).data); // an Action.Submit has it
    expect(bot.only().more[0]).toEqual({ act: "approve", case: "c1", of: "R1" });
    const last = bot.world.thread(message.conversation, root.id).at(-1);
    expect(last && readCard(cardOf(last.activity)).text).toBe("All is well.");
  });

  it("with data that isn't ours does nothing, and says so", async () => {
    const { message } = await posted();
    for (const data of [undefined, {}, "x", { amends: { press: 7, stamp: "" } }]) {
      const answer = await bot.client.execute("ann", message, { verb: "approve", data });
      expect(saidIn(answer.body)).toContain("earlier version");
    }
    expect(bot.asked).toEqual([]);
  });

  it("that fails is answered as failed, with a reference that the log has too", async () => {
    bot.answerWith(async () => {
      throw new Error("the database is away");
    });
    const { message, card: shown } = await posted().catch(() => Promise.reject(new Error("could not post")));
    const answer = await bot.client.execute("ann", message, pressable(shown, "Approve").action);
    expect(saidIn(answer.body)).toContain("Nothing was saved, please try again. (Reference ref-1)");
    expect(bot.lines.at(-1)).toMatchObject({ level: "error", about: { reference: "ref-1", what: "press" } });
  });
});

describe("a press that Microsoft has no time for", () => {
  it("is answered kindly, and is no defect of ours", async () => {
    const { message, card: shown } = await posted();
    bot.answerWith(async () => {
      throw new ConnectorError(undefined, "no_answer_in_time");
    });
    const answer = await bot.client.execute("ann", message, pressable(shown, "Approve").action);
    expect(saidIn(answer.body)).toBe(
      "Microsoft Teams didn't answer us in time. Nothing was saved, please try again in a moment.",
    );
    expect(bot.lines.at(-1)).toMatchObject({ level: "warn" });
  });
});

describe("with a way to know what a message shows now", () => {
  it("shows it in place of the pressed card at once", async () => {
    await bot.close();
    bot = await openBot({ currentCard: async (_workspace, id) => ({ ...card, title: [`Now: ${id}`] }) });
    const { message, card: shown } = await posted();
    const { body } = await bot.client.execute("ann", message, pressable(shown, "Approve").action);
    const value = (body as { value: unknown }).value; // the card in place
    expect(readCard(value).text).toBe("Now: c1");
    expect(complaints(value)).toEqual([]);
  });
});

describe("a form", () => {
  const opened = async () => {
    const { message, card: shown, root } = await posted();
    bot.answerWith(async () => ({ show: "form", form }));
    const answer = await bot.client.fetchTask("ann", message, pressable(shown, "Add note").action.data);
    const dialog = dialogIn(answer.body);
    if (!dialog) throw new Error(`no dialog: ${JSON.stringify(answer.body)}`);
    return { message, root, answer, dialog, submit: pressable(dialog.card, "Add") };
  };
  const submitted = async (typed: object, reply: Reply) => {
    const { submit, ...rest } = await opened();
    bot.asked.length = 0;
    bot.answerWith(async () => reply);
    const data = { ...(submit.action.data as object), ...typed }; // what a submit carries
    const where = bot.world.channel("support");
    return { ...rest, data, sent: await bot.client.submitTask("ann", where, data, { thread: rest.root.id }) };
  };

  it("opens in a dialog", async () => {
    const { dialog } = await opened();
    expect(dialog.title).toBe("Add note");
    expect(complaints(dialog.card)).toEqual([]);
    expect(bot.only().more[0]).toEqual({ act: "addNote", case: "c1" });
  });

  it("is read back field by field, in the reader's own zone", async () => {
    const sue = bot.world.user("sue").aadObjectId;
    const typed = {
      "field:text": "Call them.",
      "field:to": sue,
      "field:due.date": "2026-11-24",
      "field:due.time": "09:30",
      "field:sure": "true",
    };
    await submitted(typed, { show: "nothing" });
    expect(bot.only()).toMatchObject({ what: "submit" });
    expect(bot.only().more.slice(0, 2)).toEqual([
      { id: "addNote", about: { case: "c1" } },
      {
        text: "Call them.",
        to: personOf(bot.world, "sue"),
        due: { at: Date.parse("2026-11-24T09:30:00-05:00") },
        sure: true,
      },
    ]);
  });

  it("closes when there is nothing to say, and says what there is", async () => {
    expect((await submitted({}, { show: "nothing" })).sent).toMatchObject({ status: 200, body: undefined });
    const { sent } = await submitted({}, notice);
    expect(readCard(dialogIn(sent.body)?.card).text).toBe("All is well.");
  });

  it("stays open with the error above its field, and with all that was typed", async () => {
    const typed = { "field:text": "  Hi *there* ", "field:due.date": "2026-11-24" };
    const { sent } = await submitted(typed, { show: "errors", errors: { due: "Choose a time too." } });
    const dialog = dialogIn(sent.body);
    expect(complaints(dialog?.card)).toEqual([]);
    const { elements, text } = readCard(dialog?.card);
    const at = elements.findIndex(({ id }) => id === "field:due.date");
    expect(elements[at - 1]).toMatchObject({ type: "Container", style: "attention" });
    expect(readCard({ body: [elements[at - 1]] }).text).toContain("Choose a time too.");
    expect(elements[at]).toMatchObject({ value: "2026-11-24" });
    expect(elements.find(({ id }) => id === "field:text")).toMatchObject({ value: "  Hi *there* " });
    expect(text).toContain("look at the marked fields");
  });

  it("with half a moment hands over one that can't be read, so that the application can say so", async () => {
    await submitted({ "field:due.date": "2026-11-24" }, { show: "nothing" });
    expect(bot.only().more[1]).toMatchObject({ due: { at: Number.NaN } });
  });

  it("is the same request when it is sent again under a new id, and another when it is corrected", async () => {
    const { sent, data, root } = await submitted({ "field:text": "Once." }, { show: "nothing" });
    await bot.client.retry(sent);
    await bot.client.retry(sent, "new id");
    const where = bot.world.channel("support");
    await bot.client.submitTask("ann", where, { ...data, "field:text": "Twice." }, { thread: root.id });
    const keys = bot.asked.map(({ more }) => more[2]);
    expect(new Set(keys.slice(0, 3)).size).toBe(1);
    expect(new Set(keys).size).toBe(2);
  });

  it("opens alike when it is asked for again", async () => {
    const { answer } = await opened();
    expect((await bot.client.retry(answer, "new id")).body).toEqual(answer.body);
  });

  it("is another request when it is opened anew, from the same card and with the same answers", async () => {
    const { message, card: shown, root } = await posted();
    const where = bot.world.channel("support");
    for (let times = 0; times < 2; times += 1) {
      bot.answerWith(async () => ({ show: "form", form }));
      const { body } = await bot.client.fetchTask("ann", message, pressable(shown, "Add note").action.data);
      bot.answerWith(async () => ({ show: "nothing" }));
      const data = { ...(pressable(dialogIn(body)?.card, "Add").action.data as object), "field:text": "Same." }; // what a submit carries
      await bot.client.retry(await bot.client.submitTask("ann", where, data, { thread: root.id }), "new id");
    }
    const keys = bot.asked.filter(({ what }) => what === "submit").map(({ more }) => more[2]);
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(2);
  });

  it("is answered exactly as Teams wants it, in a dialog and after a message action", async () => {
    const { sent, data } = await submitted({ "field:text": "Hi" }, notice);
    bot.answerWith(async () => notice);
    const root = bot.world.say("sue", bot.world.channel("support").id, "Late");
    const action = await bot.client.submitAction("sam", root, data);
    for (const { body } of [sent, action])
      expect(body).toEqual({
        task: {
          type: "continue",
          value: {
            title: "Amends",
            height: "small",
            width: "medium",
            card: { contentType: "application/vnd.microsoft.card.adaptive", content: expect.anything() },
          },
        },
      });
  });

  it("isn't lost when the application fails: it stays open, with what was typed", async () => {
    const { submit, root } = await opened();
    bot.answerWith(async () => {
      throw new Error("the database is away");
    });
    const data = { ...(submit.action.data as object), "field:text": "Long words." }; // what a submit carries
    const sent = await bot.client.submitTask("ann", bot.world.channel("support"), data, { thread: root.id });
    const { text, elements } = readCard(dialogIn(sent.body)?.card);
    expect(text).toContain("Nothing was saved, please try again. (Reference ref-1)");
    expect(elements.find(({ id }) => id === "field:text")).toMatchObject({ value: "Long words." });
  });

  it("of an earlier version is said to be one", async () => {
    const sent = await bot.client.submitTask("ann", bot.world.chatOf("ann"), { amends: { form: 1 } });
    expect(readCard(dialogIn(sent.body)?.card).text).toContain("earlier version");
  });
});

describe("flagging a message", () => {
  it("asks for the form with the message's words, author, link and thread", async () => {
    bot.answerWith(async () => ({ show: "form", form: { ...form, id: "flag", title: "Flag a complaint" } }));
    const root = bot.world.say("carla", bot.world.channel("globex").id, "Two days late!\n<b>Really</b> & truly");
    const answer = await bot.client.flag("sam", root);
    expect(dialogIn(answer.body)?.title).toBe("Flag a complaint");
    expect(bot.only()).toMatchObject({ what: "flagForm", by: { person: personOf(bot.world, "sam") } });
    expect(bot.only().more[0]).toEqual({
      place: {
        ...placeOf(bot.world, "globex", root.id),
        link: expect.stringContaining("https://teams.microsoft.com/"),
      },
      text: "Two days late!\n<b>Really</b> & truly",
      author: personOf(bot.world, "carla"),
      authorName: "Carla Diaz",
    });
  });

  it("is submitted as a message action, once also under a new id", async () => {
    bot.answerWith(async () => ({ show: "form", form: { ...form, id: "flag", about: { of: "message" } } }));
    const root = bot.world.say("sue", bot.world.channel("support").id, "Late");
    const dialog = dialogIn((await bot.client.flag("sam", root)).body);
    bot.asked.length = 0;
    bot.answerWith(async () => ({ show: "notice", text: ["Case 1 is open."] }));
    const data = { ...(pressable(dialog?.card, "Add").action.data as object), "field:text": "Late" }; // what a submit carries
    const sent = await bot.client.submitAction("sam", root, data);
    expect(readCard(dialogIn(sent.body)?.card).text).toBe("Case 1 is open.");
    await bot.client.retry(sent, "new id");
    expect(bot.asked.map(({ what }) => what)).toEqual(["submit", "submit"]);
    expect(bot.asked[0]?.more[2]).toBe(bot.asked[1]?.more[2]);
  });

  it("is answered by name to those who hear it, too", async () => {
    const root = bot.world.say("sue", bot.world.channel("support").id, "Late");
    bot.answerWith(async () => ({ show: "form", form: { ...form, id: "flag", about: { of: "message" } } }));
    const dialog = dialogIn((await bot.client.flag("sam", root)).body);
    const text = [{ person: personOf(bot.world, "ann") }, " can approve it."];
    bot.answerWith(async () => ({ show: "notice", text }));
    const data = { ...(pressable(dialog?.card, "Add").action.data as object), "field:text": "Late" }; // what a submit carries
    const answer = dialogIn((await bot.client.submitAction("sam", root, data)).body);
    expect(answer?.card).toMatchObject({ speak: "Ann Lee can approve it.", fallbackText: "Ann Lee can approve it." });
  });

  it("where the bot isn't in the team offers to add it first, and then opens the form", async () => {
    const root = bot.world.say("sue", bot.world.channel("elsewhere").id, "Late");
    const offered = dialogIn((await bot.client.flag("sam", root)).body);
    const { action } = pressable(offered?.card, "Add Amends here");
    expect(action.data).toEqual({ msteams: { justInTimeInstall: true } });
    expect(readCard(offered?.card).text).toContain("private or shared channel");
    expect(bot.asked).toEqual([]);

    const { id, ...where } = bot.world.channel("elsewhere");
    bot.world.conversations.set(id, { id, ...where, botIsIn: true });
    bot.answerWith(async () => ({ show: "form", form }));
    const opened = await bot.client.submitAction("sam", root, action.data as object); // as Teams sends it on
    expect(dialogIn(opened.body)?.title).toBe("Add note");
  });

  it("knows no other action", async () => {
    const root = bot.world.say("sue", bot.world.channel("support").id, "Late");
    const answer = await bot.client.flag("sam", root, "summarize");
    expect(readCard(dialogIn(answer.body)?.card).text).toContain("doesn't know this action");
  });
});

describe("words to the bot", () => {
  it.each([
    ["in their own chat", () => bot.client.write("sam", " case  12 ")],
    [
      "after its name in a channel",
      () => bot.client.mention("sam", bot.world.say("sue", bot.world.channel("support").id, "Late"), "case 12"),
    ],
  ])("are a command, %s", async (_where, say) => {
    expect((await say()).status).toBe(200);
    expect(bot.only()).toMatchObject({ what: "command", more: ["case 12", expect.any(String)] });
  });

  it("are answered with cards only in the asker's own chat", async () => {
    bot.answerWith(async () => ({ show: "cards", cards: [card, card] }));
    const root = bot.world.say("sue", bot.world.channel("support").id, "Late");
    await bot.client.mention("sam", root, "queue");
    const last = bot.world.thread(root.conversation, root.id).at(-1);
    expect(last && readCard(cardOf(last.activity)).text).toBe("I sent it to you in our own chat.");
    expect(bot.world.inChat("sam")).toHaveLength(2);
    await bot.client.write("sam", "queue");
    expect(lastOf("sam").text).toContain("Case 1");
  });

  it("give a button that opens the form, since words can't", async () => {
    bot.answerWith(async () => ({ show: "form", form: { ...form, id: "flag" } }));
    await bot.client.write("sam", "flag");
    const door = bot.world.inChat("sam").at(-1);
    if (!door) throw new Error("no answer");
    const { action } = pressable(cardOf(door.activity), "Open the form");
    expect(action).toMatchObject({ type: "Action.Submit", data: { msteams: { type: "task/fetch" } } });
    bot.asked.length = 0;
    const answer = await bot.client.fetchTask("sam", door, action.data);
    expect(dialogIn(answer.body)?.title).toBe("Add note");
    expect(bot.only()).toMatchObject({ what: "flagForm", by: { place: { channel: bot.world.chatOf("sam").id } } });
  });

  it("that fail are answered kindly", async () => {
    bot.answerWith(async () => {
      throw new Error("the database is away");
    });
    await bot.client.write("sam", "queue");
    expect(lastOf("sam").text).toContain("Something went wrong on our side.");
  });
});

describe("one's own page", () => {
  const pages = () => bot.world.inChat("sam").map(({ activity }) => readCard(cardOf(activity)).text);
  const sam = () => personOf(bot.world, "sam");
  const page = [{ ...card, title: ["Mine (1)"] }];
  const opened = () => bot.asked.filter(({ what }) => what === "homeOpened").length;

  it("moves to where one asks for it", async () => {
    bot.answerWith(async () => ({ show: "cards", cards: page }));
    await bot.client.write("sam", "queue");
    await bot.client.write("sam", "queue");
    expect(pages()).toEqual(["Your queue is further down, as it is now.", "Mine (1)"]);
    await bot.chat.showHome(sam(), [{ ...card, title: ["Mine (2)"] }], acme);
    expect(pages().at(-1)).toBe("Mine (2)");
    expect(pages()).toHaveLength(2);
  });

  it("comes with the help that any other words get, and not with a command", async () => {
    bot.answerWith(async () => ({ show: "card", card }));
    await bot.client.write("sam", "hello?");
    expect(bot.asked.map(({ what }) => what)).toEqual(["command", "homeOpened"]);
    for (const words of ["help", "case 12", "insights", "flag"]) await bot.client.write("sam", words);
    await bot.client.mention("sam", bot.world.say("sue", bot.world.channel("support").id, "Late"), "hello?");
    expect(opened()).toBe(1);
  });

  it("follows one's presses, and the messages one is named in; without a page nothing is written", async () => {
    const { message, card: shown } = await posted();
    const press = () => bot.client.execute("sam", message, pressable(shown, "Approve").action);
    await press();
    await bot.settled();
    expect(opened()).toBe(0);

    await bot.client.write("sam", "help");
    await bot.chat.showHome(sam(), page, acme);
    await press();
    await bot.settled();
    expect(opened()).toBe(1);
    const owned = { ...card, facts: [{ label: "Owner", value: [{ person: sam(), name: "Sam" }] }] };
    await bot.chat.post(placeOf(bot.world, "support"), owned);
    await bot.settled();
    expect(opened()).toBe(2);
    expect(bot.asked.at(-1)).toMatchObject({ by: { organization: `org-of-${tenant}`, person: sam() } });
  });
});

describe("being added", () => {
  it("for oneself shows one's page, and keeps how one is reached", async () => {
    await bot.client.install("sam");
    expect(bot.only()).toMatchObject({ what: "homeOpened", by: { person: personOf(bot.world, "sam") } });
    const { serviceUrl } = bot.teams;
    expect([...bot.references.rows.values()]).toContainEqual(
      expect.objectContaining({ serviceUrl, chat: bot.world.chatOf("sam").id, zone: "America/New_York" }),
    );
  });

  it("to a team says nothing", async () => {
    await bot.client.install("sam", bot.world.channel("support"));
    expect(bot.asked).toEqual([]);
  });

  it("moves with Teams: the newest service address counts", async () => {
    await bot.client.install("sam");
    const moved = bot.client.from("sam", bot.world.chatOf("sam"), {
      type: "message",
      text: "hi",
      serviceUrl: "http://127.0.0.1:9/",
    });
    await bot.client.post(
      moved,
      await (await import("../../../support/teams/keys.ts")).tokenFor({ serviceUrl: "http://127.0.0.1:9/" }),
    );
    const urls = [...bot.references.rows.values()].map((row) => (row as { serviceUrl: string }).serviceUrl); // each has one
    expect(new Set(urls)).toEqual(new Set(["http://127.0.0.1:9/"]));
  });
});

it("answers 501 to an invoke that isn't ours", async () => {
  const answer = await bot.client.invoke("sam", bot.world.chatOf("sam"), "signin/verifyState", {});
  expect(answer.status).toBe(501);
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FlaggedMessage } from "../../../src/app/ports.ts";
import type { Case, Place } from "../../../src/core/case.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { type Form, type Inputs, type Press, plain, type Reply } from "../../../src/views/elements.ts";
import { ann, at, ben, cleo, dora, identityOf, rosa, usd } from "../../support/cases.ts";
import { wordsOf } from "../../support/view-context.ts";
import { caller, type Office, openOffice } from "../support/office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const saidBy = (reply: Reply): string => {
  switch (reply.show) {
    case "notice":
      return plain(reply.text);
    case "card":
      return plain(reply.card.title);
    case "cards":
      return reply.cards.map(({ title }) => plain(title)).join(", ");
    case "errors":
      return JSON.stringify(reply.errors);
    case "form":
      return `form ${reply.form.title}`;
    case "nothing":
      return "nothing";
  }
};
const formOf = (reply: Reply): Form => {
  if (reply.show !== "form") throw new Error(`no form, but ${saidBy(reply)}`);
  return reply.form;
};
const initials = (form: Form): Inputs =>
  Object.fromEntries(form.fields.flatMap(({ id, initial }) => (initial === undefined ? [] : [[id, initial]])));

let presses = 0;
const press = (kase: Case, act: string, { by = ben, of = undefined as string | undefined } = {}) =>
  office.inbox.press(caller(by), { act, case: kase.id, ...(of ? { of } : {}) } satisfies Press, `press ${++presses}`);
const submit = (form: Form, inputs: Inputs, by = ben) =>
  office.inbox.submit(caller(by), { id: form.id, about: form.about }, inputs, `form ${++presses}`);

const help: Place = { platform: "slack", workspace: "T1", channel: "C0HELP", thread: "1.1" };
const message = (more: Partial<FlaggedMessage> = {}): FlaggedMessage => ({
  place: help,
  text: "My parcel came five days late.",
  author: rosa,
  authorName: "Rosa Diaz",
  ...more,
});
const filled: Inputs = {
  customerName: "Rosa Diaz",
  whatWentWrong: "Late",
  failureType: "late",
  severity: "major",
};
const outsiderWords =
  "This is for the team of Acme Travel. If you think you should be in it, ask your admin for a role.";

describe("flagging a message", () => {
  it("takes its words, and its author as the customer, when they are from outside", async () => {
    const form = formOf(await office.inbox.flagForm(caller(ben), message()));
    expect(initials(form)).toMatchObject({
      customer: rosa,
      customerName: "Rosa Diaz",
      whatWentWrong: "My parcel came five days late.",
    });
    expect(form.about).toEqual({ of: "message", place: help, signature: expect.any(String) });
  });

  it("takes only the words of a colleague, who passes on what a customer said", async () => {
    const form = formOf(await office.inbox.flagForm(caller(ben), message({ author: cleo, authorName: "Cleo Wu" })));
    expect(initials(form)).toEqual({ whatWentWrong: "My parcel came five days late.", severity: "moderate" });
  });

  it("still opens the form when nobody can say who the author is", async () => {
    await office.identities.get(organizationKey("acme"), ben);
    office.chat.goesAway();
    const form = formOf(await office.inbox.flagForm(caller(ben), message()));
    expect(initials(form)).not.toHaveProperty("customer");
  });

  it("is not for outsiders", async () => {
    expect(saidBy(await office.inbox.flagForm(caller(rosa), message()))).toBe(outsiderWords);
    expect(saidBy(await office.inbox.flagForm(caller(ben, { outsider: true }), message()))).toBe(outsiderWords);
  });

  it("opens a case in the thread of the message, whose source is the message", async () => {
    const form = formOf(await office.inbox.flagForm(caller(ben), message()));
    const reply = await submit(form, { ...filled, ...initials(form), severity: "major" });
    expect(saidBy(reply)).toBe("Case 1 is open. Its card goes to the thread.");
    const [row] = await office.store.openCases(organizationKey("acme"));
    expect(row?.kase).toMatchObject({ source: "message", origin: help, home: help, customer: { person: rosa } });
  });

  it("works elsewhere when outsiders can read the thread", async () => {
    office.chat.outsidersIn.add("C0HELP");
    const form = formOf(await office.inbox.flagForm(caller(ben), message()));
    await submit(form, { ...filled, ...initials(form) });
    const [row] = await office.store.openCases(organizationKey("acme"));
    expect(row?.kase).toMatchObject({ origin: help, home: { channel: "U0BEN" } });
  });

  it("fills in the name and email that the platform knows of the customer", async () => {
    office.chat.knows(identityOf(rosa, { email: "rosa@example.com" }));
    const form = formOf(await office.inbox.flagForm(caller(ben)));
    await submit(form, { ...filled, customerName: undefined, customer: rosa });
    const [row] = await office.store.openCases(organizationKey("acme"));
    expect(row?.kase.customer).toMatchObject({ name: "Rosa Diaz", email: "rosa@example.com", person: rosa });
  });
});

describe("a form that isn't right", () => {
  it("stays open with what to correct, field by field, and opens nothing", async () => {
    const form = formOf(await office.inbox.flagForm(caller(ben)));
    const reply = await submit(form, { ...filled, customerName: undefined });
    expect(saidBy(reply)).toBe('{"customerName":"Choose the customer above, or write their name here."}');
    expect(await office.store.openCases(organizationKey("acme"))).toEqual([]);
  });

  it("stays open with the refusal at its field", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "offerRemedy"));
    const reply = await submit(form, { remedy: "fix", amount: "20", reason: "It was broken." });
    expect(saidBy(reply)).toBe('{"amount":"Put it right costs nothing, so leave the amount empty."}');
  });

  it("says a refusal about no field of its own at the first one", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "resolve"));
    const reply = await submit(form, { whatWasDone: "All good." });
    expect(reply.show === "errors" && Object.keys(reply.errors)).toEqual(["whatWasDone"]);
    expect(saidBy(reply)).toContain("Almost there. Still missing");
  });

  it("about a case that is gone is answered in words", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "addNote"));
    expect(saidBy(await submit({ ...form, about: { case: "gone" } }, { note: "?" }))).toContain("There is no case");
  });

  it("linked to a case that doesn't exist, says so at the number", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "linkCase"));
    expect(saidBy(await submit(form, { relation: "related-to", caseNumber: "99" }))).toBe(
      '{"caseNumber":"There is no case 99."}',
    );
    await office.opens();
    expect(saidBy(await submit(form, { relation: "related-to", caseNumber: "#2" }))).toBe("Linked to case 2.");
  });

  it("to assign to someone from outside says to choose a colleague", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "assign"));
    expect(saidBy(await submit(form, { person: rosa }))).toBe('{"person":"Choose someone of your own team."}');
    expect(saidBy(await submit(form, { person: cleo }))).toBe("nothing");
    expect((await office.caseNow(kase)).owner?.person).toEqual(cleo);
  });
});

describe("an apology", () => {
  const hollow = { apology: "We are sorry if you felt that something was late.", how: "elsewhere" };

  it("that isn't one comes back with advice and what was typed; nothing was sent", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "apologize"));
    const back = formOf(await submit(form, hollow));
    expect(initials(back)).toMatchObject(hollow);
    expect(back.fields.at(-1)).toMatchObject({ label: "Send anyway", initial: false });
    expect(JSON.stringify(back.intro)).toContain("sorry if");
    expect((await office.caseNow(kase)).apology).toBeUndefined();
  });

  it("is sent all the same when its sender stands by it", async () => {
    const kase = await office.opens();
    const back = formOf(await submit(formOf(await press(kase, "apologize")), hollow));
    expect(saidBy(await submit(back, { ...hollow, sendAnyway: true }))).toBe("nothing");
    expect((await office.caseNow(kase)).apology?.text).toBe(hollow.apology);
  });

  it("drafted by us goes out as it stands", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "apologize"));
    const { apology = "" } = initials(form);
    expect(saidBy(await submit(form, { apology: String(apology), how: "dm" }))).toBe("nothing");
  });
});

describe("a button", () => {
  it("that is a command by itself carries it out", async () => {
    const kase = await office.opens();
    expect(saidBy(await press(kase, "takeOwnership"))).toBe("nothing");
    expect((await office.caseNow(kase)).owner?.person).toEqual(ben);
    expect(saidBy(await press(kase, "takeOwnership"))).toBe("This case is already yours.");
  });

  it("opens a form for our own people only", async () => {
    const kase = await office.opens();
    expect(formOf(await press(kase, "addNote")).about).toMatchObject({ case: kase.id });
    expect(saidBy(await press(kase, "addNote", { by: rosa }))).toBe(outsiderWords);
    expect(saidBy(await press(kase, "showCase", { by: rosa }))).toBe(outsiderWords);
    expect(saidBy(await press(kase, "takeOwnership", { by: rosa }))).toBe(outsiderWords);
  });

  it("shows the case", async () => {
    const kase = await office.opens();
    expect(saidBy(await press(kase, "showCase"))).toContain("Case 1");
  });

  it("of an older version, or without its case, is answered in words", async () => {
    const kase = await office.opens();
    const old = "That button is from an older version. Please use the newest card.";
    expect(saidBy(await press(kase, "teleport"))).toBe(old);
    expect(saidBy(await office.inbox.press(caller(ben), { act: "takeOwnership" }, "k"))).toBe(old);
    expect(saidBy(await press(kase, "approve"))).toBe("That button is incomplete. Please use the newest card.");
    expect(saidBy(await press({ ...kase, id: "gone" }, "addNote"))).toContain("There is no case");
    expect(saidBy(await press({ ...kase, id: "gone" }, "showCase"))).toContain("There is no case");
  });
});

describe("the survey", () => {
  /** Put right, two days ago. */
  async function surveyed(): Promise<Case> {
    const kase = await office.opens();
    await office.goesOn(kase, { type: "takeOwnership" });
    await office.goesOn(kase, { type: "acknowledge" });
    await office.goesOn(kase, { type: "apologize", text: "I am sorry.", told: "elsewhere" });
    await office.goesOn(kase, { type: "recordRootCause", cause: "carrier", explanation: "A label was lost." });
    await office.goesOn(kase, { type: "waiveRemedy", reason: "She asked for nothing." });
    await office.goesOn(kase, { type: "resolve", whatWasDone: "Found it." });
    office.isNow(at("10:00", 12));
    await office.tick();
    return kase;
  }

  it("is the customer's alone: its form and its answer", async () => {
    const kase = await surveyed();
    expect(saidBy(await press(kase, "survey"))).toBe("Only the customer of this case can answer this.");
    expect(saidBy(await press(kase, "rate", { of: "1" }))).toBe("Only the customer of this case can answer this.");
    expect(saidBy(await press(kase, "rate", { by: rosa, of: "5" }))).toBe("nothing");
    expect(formOf(await press(kase, "survey", { by: rosa })).title).toBe("How did we do?");
  });

  it("takes the other questions by form, and the customer's words", async () => {
    const kase = await surveyed();
    await press(kase, "rate", { by: rosa, of: "4" });
    const form = formOf(await press(kase, "survey", { by: rosa }));
    expect(form.fields.map(({ id }) => id)).not.toContain("overall");
    await submit(form, { procedural: "2", comment: "Nobody called me." }, rosa);
    expect((await office.caseNow(kase)).survey).toMatchObject({
      answers: { overall: 4, procedural: 2 },
      comment: "Nobody called me.",
    });
  });
});

describe("the words after /amends", () => {
  const says = async (words: string, by = ben) => saidBy(await office.inbox.command(caller(by), words, "k"));

  it("open the form, a case, the queue and the numbers of the moment", async () => {
    await office.opens();
    expect(await says("flag")).toBe("form Flag a complaint");
    expect(await says("case 1")).toContain("Case 1 ·");
    expect(await says("case 2")).toContain("There is no case with that number");
    expect(await says("queue")).toBe("Unowned (1)");
    expect(await says("insights")).toBe("Acme Travel right now");
    expect(await says("help")).toBe("Amends helps put things right");
  });

  it("tell outsiders nothing about cases", async () => {
    await office.opens();
    for (const words of ["flag", "case 1", "queue", "insights"]) expect(await says(words, rosa)).toBe(outsiderWords);
  });
});

describe("one's own page", () => {
  it("shows the queue, and what waits for one's approval", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "offerRemedy"));
    await submit(form, { remedy: "refund", amount: "200", reason: "Late." });
    await office.inbox.homeOpened(caller(dora));
    expect(office.chat.said.map(({ how, to }) => `${how} ${to}`)).toContain("home U0DORA");
    expect(office.chat.titles()[0]).toBe("Awaiting my approval (1)");
  });

  it("names colleagues of another platform, whom this one can't mention", async () => {
    const tess = { platform: "teams" as const, workspace: "T0TEAMS", id: "29:tess" };
    await office.store.saveIdentity(
      organizationKey("acme"),
      { ...identityOf(tess), name: "Tess Tanaka" },
      office.now(),
    );
    const kase = await office.opens();
    await office.does(ann, { type: "assign", to: tess }, { caseId: kase.id, subject: identityOf(tess) });
    office.isNow(at("18:00"));
    await office.inbox.homeOpened(caller(ann));
    expect(JSON.stringify(office.chat.said.map(({ card }) => card))).toContain("Tess Tanaka");
  });

  it("shows outsiders no case", async () => {
    await office.opens();
    await office.inbox.homeOpened(caller(rosa));
    expect(office.chat.said.map(({ card }) => wordsOf(card)).join()).not.toContain("parcel");
  });

  it("is shown by the organization that was asked, also to someone of another of its workspaces", async () => {
    const acme = caller(ben).organization;
    // As with many workspaces: a message goes out through the installation of the organization that it is from.
    office.chats.slack = {
      ...office.chat.chat,
      showHome: async (person, cards, organization) =>
        organization === acme
          ? office.chat.chat.showHome(person, cards, organization)
          : { ok: false, why: "unreachable", reason: "not_installed" },
    };
    const sibling = { ...ben, workspace: "T0SIBLING" };
    await office.inbox.homeOpened(caller(sibling));
    expect(office.chat.said.map(({ how, to }) => `${how} ${to}`)).toContain("home U0BEN");
  });

  it("fails when it can't be shown, so that the platform asks again", async () => {
    office.chat.refuses(() => ({ ok: false, why: "later", reason: "busy" }));
    await expect(office.inbox.homeOpened(caller(ben))).rejects.toThrow("the page could not be shown: busy");
  });
});

describe("a form that comes back", () => {
  const rest = { whatWentWrong: "The parcel was wet.", failureType: "late", severity: "major" };
  const typed: Inputs = { customerName: "Rosa Diaz", ...rest };
  const noted = { note: "Called her at noon." };
  const noteOn = async (kase: Case, by = ben) => formOf(await press(kase, "addNote", { by }));
  const caseCount = async () => (await office.store.verifyLog()).cases;

  it("is taken from whom it was given to", async () => {
    const kase = await office.opens();
    expect((await submit(await noteOn(kase), noted)).show).not.toBe("form");
    expect((await office.caseNow(kase)).notes).toHaveLength(1);
  });

  it("is offered again with its words to anybody else, who then sends one of their own", async () => {
    const kase = await office.opens();
    const again = formOf(await submit(await noteOn(kase), noted, ann));
    expect((await office.caseNow(kase)).notes).toEqual([]);
    expect(initials(again)).toEqual(noted);
    expect(JSON.stringify(again.intro)).toContain("What you wrote is still here");
    await submit(again, noted, ann);
    expect((await office.caseNow(kase)).notes).toMatchObject([{ by: ann }]);
  });

  it("is aimed at no other case and no other place, and keeps what was typed", async () => {
    const kase = await office.opens();
    const other = await office.opens();
    const form = await noteOn(kase);
    expect((await submit({ ...form, about: { ...form.about, case: other.id } }, noted)).show).toBe("form");
    expect((await office.caseNow(other)).notes).toEqual([]);
    const flag = formOf(await office.inbox.flagForm(caller(ben), message()));
    const before = await caseCount();
    for (const place of [
      { ...help, channel: "C0BOARD" },
      { ...help, workspace: "T0FOREIGN" },
      { ...help, link: "https://evil.example/" },
    ]) {
      const again = formOf(await submit({ ...flag, about: { ...flag.about, place } }, typed));
      expect(initials(again)).toMatchObject(typed);
      expect(again.about.place).toBeUndefined();
    }
    expect(await caseCount()).toBe(before);
  });

  it("of the release that signed none is offered again, about where it is sent from", async () => {
    const place: Place = { platform: "slack", workspace: "T1", channel: "C0HERE" };
    const about = { of: "message", place: { ...help, link: "https://acme.slack.com/archives/1" } };
    const reply = await office.inbox.submit(caller(ben, { place }), { id: "flag", about }, typed, "old");
    const again = formOf(reply);
    expect(again.about).toMatchObject({ of: "message", place });
    expect(initials(again)).toMatchObject(typed);
    expect(await caseCount()).toBe(0);
    await submit(again, typed);
    expect(await caseCount()).toBe(1);
  });

  it("was open for days: it is offered again with its words, about the same place", async () => {
    const flag = formOf(await office.inbox.flagForm(caller(ben), message()));
    office.passes(3 * 86_400_000);
    const again = formOf(await submit(flag, { ...typed, pricePaid: "12" }));
    expect(JSON.stringify(again.intro)).toContain("open for long");
    expect(initials(again)).toMatchObject({ ...typed, pricePaid: "12" });
    expect(again.about).toMatchObject({ of: "message", place: help });
    await submit(again, typed);
    expect(await caseCount()).toBe(1);
  });

  it("shows nothing to who may not open it", async () => {
    const kase = await office.opens();
    const form = await noteOn(kase);
    office.chat.knows(identityOf(rosa, { outsider: true }));
    expect(saidBy(await submit(form, noted, rosa))).toBe(outsiderWords);
  });

  it("tells an adapter where it was opened only if it is ours and theirs", async () => {
    const flag = formOf(await office.inbox.flagForm(caller(ben), message()));
    expect(office.inbox.openedAt(caller(ben), flag)).toEqual(help);
    expect(office.inbox.openedAt(caller(ann), flag)).toBeUndefined();
    const { signature: _none, ...about } = flag.about;
    expect(office.inbox.openedAt(caller(ben), { id: "flag", about })).toBeUndefined();
  });
});

it("answers a press about no case at all as one about a case that isn't there", async () => {
  const reply = await office.inbox.press(caller(ben), { act: "takeOwnership", case: "" }, "nothing");
  expect(reply).toEqual(await office.inbox.press(caller(ben), { act: "takeOwnership", case: "nope" }, "nope"));
});

describe("joining two customers", () => {
  const texts = (form: Form) =>
    (form.intro ?? []).flatMap((block) =>
      "text" in block ? plain(block.text) : "heading" in block ? block.heading : [],
    );

  it("shows both histories before it counts, wherever it is asked for", async () => {
    const one = await office.opens({ customer: { name: "Carla Mendes", email: "carla@x.example" } });
    await office.goesOn(one, { type: "offerRemedy", kind: "refund", amount: usd(40), reason: "Late." });
    const two = await office.opens({ customer: { name: "carla mendes" }, complaint: "The second one is late too." });
    const offered = formOf(await press(two, "joinCustomers", { of: "1" }));
    expect(texts(offered)).toEqual([
      "The customer of this case",
      "carla mendes: no address known",
      "Case 2, 2026-03-10 10:00 UTC, open: The second one is late too.",
      "Nothing granted so far.",
      "The customer of case 1",
      "Carla Mendes: carla@x.example",
      expect.stringMatching(/^Case 1, 2026-03-10 10:00 UTC, open: /),
      "Granted so far: $40.",
      "Joined, they share one history, one limit and one wish about surveys. It can be taken back.",
    ]);
    const asked = formOf(await press(two, "joinCustomers"));
    expect(texts(asked).join()).not.toContain("carla@x.example");
    const shown = formOf(await submit(asked, { caseNumber: "#1" }));
    expect(texts(shown)).toEqual(texts(offered));
    expect((await office.caseNow(two)).sameCustomer).toMatchObject([{ case: 1, status: "offered" }]);
    expect(saidBy(await submit(shown, { caseNumber: "1" }))).toContain("One customer from now on");
    expect((await office.caseNow(two)).sameCustomer).toMatchObject([{ case: 1, status: "joined" }]);
  });

  it("shows the other one where another number is written meanwhile", async () => {
    const [one] = [
      await office.opens({ customer: { email: "a@x.example" } }),
      await office.opens({ customer: { email: "b@x.example" } }),
    ];
    const three = await office.opens({ customer: { email: "c@x.example" } });
    const form = formOf(await press(three, "joinCustomers", { of: `${one.number}` }));
    const other = formOf(await submit(form, { caseNumber: "2" }));
    expect(texts(other)).toContain("b@x.example: b@x.example");
    expect((await office.caseNow(three)).sameCustomer).toBeUndefined();
  });

  it("shows them again where the form was open for days, or came from somebody else", async () => {
    await office.opens({ customer: { email: "a@x.example" } });
    const two = await office.opens({ customer: { email: "b@x.example" } });
    const form = formOf(await press(two, "joinCustomers", { of: "1" }));
    const again = formOf(await submit(form, { caseNumber: "1" }, ann));
    expect(texts(formOf(await submit(again, { caseNumber: "1" }, ann)))).toContain("a@x.example: a@x.example");
    office.passes(3 * 86_400_000);
    const late = formOf(await submit(form, { caseNumber: "1" }));
    expect(texts(formOf(await submit(late, { caseNumber: "1" })))).toContain("a@x.example: a@x.example");
    expect((await office.caseNow(two)).sameCustomer).toBeUndefined();
  });

  it("says so where there is no such case, and keeps the form", async () => {
    const kase = await office.opens();
    const form = formOf(await press(kase, "joinCustomers"));
    expect(saidBy(await submit(form, { caseNumber: "77" }))).toContain("We know no customer by that case");
    expect(saidBy(await submit(form, { caseNumber: "the other" }))).toContain("Write a case number such as 12.");
    expect(saidBy(await submit(form, { caseNumber: `${kase.number}` }))).toContain("That is this very case");
  });
});

describe("a name that shows nothing", () => {
  it("is no name: the form says so and stays open", async () => {
    const form = formOf(await office.inbox.flagForm(caller(ben)));
    for (const customerName of ["\u200b", " \u2060\ufeff", "\u3164", "\u2800"])
      expect(saidBy(await submit(form, { ...filled, customerName }))).toContain(
        "Choose the customer above, or write their name",
      );
    expect(saidBy(await submit(form, { ...filled, whatWentWrong: "\u200b\u200b" }))).toContain(
      "Please write a few words.",
    );
  });
});

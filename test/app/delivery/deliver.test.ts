import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DatabaseTroubleError } from "../../../src/app/database-trouble.ts";
import type { Case } from "../../../src/core/case.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { duration } from "../../../src/core/time.ts";
import { ann, at, ben, byEmailOnly, cleo, identityOf, rosa, usd } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { broken, createMemoryChat, later, type Refusal, unreachable } from "../support/chat.ts";
import { type Office, openOffice } from "../support/office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const settle = () => office.deliver.idle();
/** Ten minutes, in which what was denied is tried again every two. */
const lasts = async () => {
  for (let tries = 0; tries < 5; tries += 1) {
    office.passes(120_000);
    await settle();
  }
};
const refuse = (answer: Refusal) => office.chat.refuses(() => answer);
const seconds = (count: number) => office.passes(count * 1000);

/** Owned, acknowledged, and all of it sent. */
async function acknowledged(): Promise<Case> {
  const opened = await office.opens();
  await office.goesOn(opened, { type: "takeOwnership" });
  const kase = await office.goesOn(opened, { type: "acknowledge" });
  await settle();
  return kase;
}

describe("a change", () => {
  it("posts the case card once, and updates that message from then on", async () => {
    const kase = await office.opens();
    await settle();
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    expect(office.chat.attempts).toEqual(["post C0CASES", "update C0CASES#m1"]);
  });

  it("is shown as it is by then: ten quick ones are one message", async () => {
    const kase = await office.opens();
    await office.goesOn(kase, { type: "takeOwnership" });
    for (let severe = 0; severe < 8; severe += 1)
      await office.goesOn(kase, { type: "changeSeverity", severity: severe % 2 === 0 ? "critical" : "minor" });
    await settle();
    expect(office.chat.attempts).toEqual(["post C0CASES"]);
    expect(office.chat.titles()).toEqual([expect.stringContaining("Minor")]);
  });

  it("is posted anew where the message is gone", async () => {
    const kase = await office.opens();
    await settle();
    office.chat.refuses((how) => (how === "update" ? { ...unreachable, reason: "message_not_found" } : undefined));
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    // That may be a passing word, and then there would be two cards.
    expect(office.chat.attempts).toEqual(["post C0CASES", "update C0CASES#m1"]);
    expect(await office.store.backlog(office.now())).toMatchObject({ failed: 0 });
    await lasts();
    office.chat.obeys();
    await office.goesOn(kase, { type: "changeSeverity", severity: "minor" });
    await settle();
    // The new one is the one that changes from now on.
    expect(office.chat.attempts.slice(-3)).toEqual(["update C0CASES#m1", "post C0CASES", "update C0CASES#m2"]);
    expect(office.chat.attempts.filter((attempt) => attempt.startsWith("post"))).toHaveLength(2);
  });

  it.each([
    ["a long silence", () => undefined],
    ["patience asked for meanwhile", () => ({ ok: false as const, why: "later" as const, reason: "account_inactive" })],
  ])("isn't posted anew after two passing words that it is gone, with %s between them", async (_what, between) => {
    const kase = await office.opens();
    await settle();
    const gone = { ...unreachable, reason: "message_not_found" };
    office.chat.refuses((how) => (how === "update" ? gone : undefined));
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    const meanwhile = between();
    for (let tries = 0; meanwhile && tries < 7; tries += 1) {
      office.chat.refuses((how) => (how === "update" ? meanwhile : undefined));
      office.passes(120_000);
      await settle();
    }
    office.passes(meanwhile ? 120_000 : 3 * 3_600_000);
    office.chat.refuses((how) => (how === "update" ? gone : undefined));
    await settle();
    expect(office.chat.attempts.filter((attempt) => attempt.startsWith("post"))).toHaveLength(1);
  });

  it("stays the one card where its message was denied in passing", async () => {
    const kase = await office.opens();
    await settle();
    office.chat.refuses((how) => (how === "update" ? { ...unreachable, reason: "cant_update_message" } : undefined));
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    office.passes(60_000);
    await settle();
    office.chat.obeys();
    office.passes(120_000);
    await settle();
    expect(office.chat.attempts.filter((attempt) => attempt.startsWith("post"))).toEqual(["post C0CASES"]);
    expect(office.chat.attempts.at(-1)).toBe("update C0CASES#m1");
    expect(await office.store.backlog(office.now())).toEqual({ waiting: 0, failed: 0, muted: 0 });
  });

  it("that Slack calls impossible in a word nobody knows is tried for ten minutes, then given up loudly", async () => {
    office.chat.refuses(() => ({ ok: false, why: "broken", reason: "something_new" }));
    await office.opens();
    await settle();
    expect((await office.store.backlog(office.now())).failed).toBe(0);
    await lasts();
    expect((await office.store.backlog(office.now())).failed).toBe(1);
    expect(office.logged).toContainEqual({ level: "error", words: expect.stringContaining("given up") });
  });

  it("sends nothing for what no longer applies, and is done with it", async () => {
    const kase = await acknowledged();
    await office.goesOn(kase, { type: "apologize", text: "I am sorry.", told: "dm" });
    await office.goesOn(kase, { type: "correct" });
    await settle();
    expect(office.chat.titles()).not.toContain("A word from Acme Travel");
    expect(await office.store.backlog(office.now())).toEqual({ waiting: 0, failed: 0, muted: 0 });
  });

  it("asks only the last one who was given the case", async () => {
    const kase = await office.opens();
    await office.does(ben, { type: "assign", to: cleo }, { caseId: kase.id, subject: identityOf(cleo) });
    seconds(1);
    await office.does(cleo, { type: "assign", to: ann }, { caseId: kase.id, subject: identityOf(ann) });
    await settle();
    expect(office.chat.toldTo(ann)).toHaveLength(1);
    expect(office.chat.toldTo(cleo)).toEqual([]);
  });
});

describe("a platform that asks for patience", () => {
  it("is obeyed to the second, for this conversation alone", async () => {
    office.chat.refuses((_how, to) => (to.startsWith("C0CASES") ? later(30_000) : undefined));
    const kase = await office.opens();
    await office.goesOn(kase, { type: "takeOwnership" });
    await office.goesOn(kase, { type: "acknowledge" });
    await settle();
    expect(office.chat.attempts.sort()).toEqual(["direct U0ROSA", "post C0CASES"]);
    seconds(29);
    await settle();
    expect(office.chat.attempts).toHaveLength(2);
    office.chat.obeys();
    seconds(1);
    await settle();
    expect(office.chat.attempts).toHaveLength(3);
    expect(office.outcomes.filter((outcome) => outcome === "slack later")).toHaveLength(1);
  });

  it("without saying how long is asked again after 2, 4, 8 … seconds, and five minutes at most", async () => {
    refuse(later());
    await office.opens();
    const pauses: number[] = [];
    let last = office.now();
    for (let second = 0; second < 1_500 && pauses.length < 10; second += 1) {
      const before = office.chat.attempts.length;
      await settle();
      if (office.chat.attempts.length > before) {
        pauses.push((office.now() - last) / 1000);
        last = office.now();
      }
      seconds(1);
    }
    expect(pauses).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  });

  it("for a year, or by a clock that is wrong, is asked again after five minutes", async () => {
    refuse(later(31_536_000_000));
    await office.opens();
    await settle();
    office.chat.obeys();
    seconds(299);
    await settle();
    expect(office.chat.said).toEqual([]);
    seconds(1);
    await settle();
    expect(office.chat.said).toHaveLength(1);
  });

  it("or falls over is asked again, and nothing is lost or doubled", async () => {
    await office.opens();
    office.chat.goesAway();
    await settle();
    office.chat.comesBack();
    seconds(2);
    await settle();
    expect(office.chat.said.map(({ how, to }) => `${how} ${to}`)).toEqual(["post C0CASES"]);
    expect(office.logged).toContainEqual({ level: "warn", words: "a message is tried again" });
  });
});

describe("a message that will never go", () => {
  it("is given up loudly, kept for the operator, and holds up nothing", async () => {
    office.chat.refuses((_how, _to, card) => (card.fallback.includes("Note") ? broken : undefined));
    const kase = await office.opens();
    await office.goesOn(kase, { type: "addNote", text: "She prefers the phone." });
    await office.goesOn(kase, { type: "escalate", reason: "She asks for a manager." });
    await settle();
    expect(office.chat.titles().join()).toContain("Escalated");
    expect(await office.store.backlog(office.now())).toEqual({ waiting: 0, failed: 1, muted: 0 });
    expect(office.logged).toContainEqual({ level: "error", words: expect.stringContaining("given up") });
    expect(office.outcomes).toContain("slack failed");
  });

  it("so is one that can't even be drawn", async () => {
    const kase = await office.opens();
    await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(20), reason: "Late." });
    await office.goesOn(kase, { type: "addNote", text: "She prefers the phone." });
    office.livesBy({ ...office.protocol(), locale: "no such locale" });
    await settle();
    expect(office.chat.titles()).toEqual(["Note · Case 1"]);
    expect(await office.store.backlog(office.now())).toEqual({ waiting: 0, failed: 1, muted: 0 });
  });
});

describe("a delivery that stops halfway", () => {
  /** Of two messages in one conversation the first meets with `fails`; @returns when each attempt at it was made, and how it ended. */
  async function meets(fails: (attempt: number) => Error | undefined, forSeconds: number) {
    const first = await office.opens();
    const second = await office.opens();
    const startedAt = office.now();
    const attemptedAt: number[] = [];
    const store = {
      ...office.store,
      findCase: (...asked: Parameters<typeof office.store.findCase>) => {
        const [, by] = asked;
        if (!("id" in by) || by.id !== first.id) return office.store.findCase(...asked);
        attemptedAt.push((office.now() - startedAt) / 1000);
        const error = fails(attemptedAt.length);
        return error ? Promise.reject(error) : office.store.findCase(...asked);
      },
    };
    const { deliver } = office.openReplica({ store });
    let shownAt: number | undefined;
    for (let passed = 0; passed <= forSeconds && shownAt === undefined; passed += 1) {
      await deliver.idle();
      if (office.chat.titles().some((title) => title.includes(`Case ${second.number}`)))
        shownAt = (office.now() - startedAt) / 1000;
      seconds(1);
    }
    await deliver.stop();
    return { attemptedAt, shownAt };
  }

  it("is tried again after 1, 2, 4, 8 seconds, then given up: what comes after it waits 15 seconds at most", async () => {
    const { attemptedAt, shownAt } = await meets(() => new Error("a defect"), 300);
    expect({ attemptedAt, shownAt }).toEqual({ attemptedAt: [0, 1, 3, 7, 15], shownAt: 15 });
    expect(await office.store.backlog(office.now())).toMatchObject({ waiting: 0, failed: 1 });
  });

  it("once is done a second later, in its order", async () => {
    const { shownAt } = await meets((attempt) => (attempt === 1 ? new Error("once") : undefined), 300);
    expect(shownAt).toBe(1);
    expect(office.chat.titles().map((title) => /Case \d/.exec(title)?.[0])).toEqual(["Case 1", "Case 2"]);
  });

  it("because the database hiccuped gives the conversation back as soon as the database takes that", async () => {
    const away = new DatabaseTroubleError("nothing", "STATEMENT_TIMEOUT", new Error("silent"));
    expect((await meets((attempt) => (attempt <= 2 ? away : undefined), 300)).shownAt).toBe(3);
  });
});

describe("a clock that was a day ahead for a second", () => {
  const day = 86_400;

  it("mutes no conversation until then", async () => {
    const kase = await office.opens();
    seconds(day);
    refuse(later(60_000));
    await settle();
    seconds(-day);
    office.chat.obeys();
    await office.goesOn(kase, { type: "takeOwnership" });
    await settle();
    expect(office.chat.attempts.length).toBeGreaterThan(1);
    expect(office.chat.said.length).toBeGreaterThan(0);
    expect(await office.store.backlog(office.now())).toEqual({ waiting: 0, failed: 0, muted: 0 });
  });
});

describe("a customer", () => {
  it("who can't be reached is said to the team, with the page to send, once", async () => {
    office.chat.refuses((_how, to) => (to.includes("U0ROSA") ? unreachable : undefined));
    office.links("https://amends.example/s/token");
    const kase = await acknowledged();
    await settle();
    expect((await office.caseNow(kase)).undelivered).toEqual([]);
    await lasts();
    expect((await office.caseNow(kase)).undelivered).toEqual([
      { what: "acknowledgement:1", reason: "messages are off", at: office.now() },
    ]);
    const [told] = office.chat.said.filter(({ title }) => title.startsWith("Not reached"));
    expect(told?.to).toBe("C0CASES/m1");
    expect(JSON.stringify(told?.card.body)).toContain("https://amends.example/s/token");
    expect(office.outcomes).toContain("slack unreachable");
  });

  it("who is denied in passing is reached, and nobody is told otherwise", async () => {
    office.chat.refuses((_how, to) => (to.includes("U0ROSA") ? unreachable : undefined));
    const kase = await acknowledged();
    await settle();
    office.passes(6_000);
    office.chat.obeys();
    await settle();
    expect(office.chat.toldTo(rosa)).toHaveLength(1);
    expect((await office.caseNow(kase)).undelivered).toEqual([]);
  });

  it("with only an email address is sent no direct message; the team gets the link for the survey", async () => {
    const opened = await office.opens({ customer: { name: byEmailOnly.name, email: byEmailOnly.email } });
    await resolve(opened);
    office.passes(2 * 86_400_000);
    await office.tick();
    await settle();
    expect((await office.caseNow(opened)).undelivered.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^survey:\d+$/),
    ]);
    expect(office.chat.titles()).toContain("Not reached · Case 1");
  });
});

/** All the protocol asks for, by Ben. */
async function resolve(kase: Case): Promise<Case> {
  await office.goesOn(kase, { type: "takeOwnership" });
  await office.goesOn(kase, { type: "acknowledge" });
  await office.goesOn(kase, { type: "apologize", text: "I am sorry.", told: "elsewhere" });
  await office.goesOn(kase, { type: "recordRootCause", cause: "carrier", explanation: "A label was lost." });
  await office.goesOn(kase, { type: "offerRemedy", kind: "refund", amount: usd(20), reason: "Late." });
  const [remedy] = (await office.caseNow(kase)).remedies;
  await office.goesOn(kase, { type: "markDelivered", remedy: remedy?.id ?? "" });
  return office.goesOn(kase, { type: "resolve", whatWasDone: "Refunded." });
}

describe("quiet hours", () => {
  const twoDays = 2 * 86_400_000;
  beforeEach(() => office.livesBy(rulesOf({ quietHours: "20:00-08:00", timezone: "UTC" })));

  /** Resolved at 18:00 in Rosa's zone, two hours ahead of ours, so that the survey falls due in her evening. */
  async function surveyDueAtNight(): Promise<Case> {
    office.chat.knows(identityOf(rosa, { zone: "Europe/Helsinki" }));
    await office.identities.get(organizationKey("acme"), rosa);
    office.isNow(at("18:30"));
    const kase = await resolve(await office.opens());
    await settle();
    office.chat.forget();
    office.passes(twoDays);
    await office.tick();
    await settle();
    return kase;
  }

  it("are the reader's own: a survey waits until their morning, without counting as an attempt", async () => {
    await surveyDueAtNight();
    expect(office.chat.toldTo(rosa)).toEqual([]);
    expect((await office.store.backlog(office.now())).waiting).toBe(0);
    office.isNow(at("05:59", 13));
    await settle();
    expect(office.chat.toldTo(rosa)).toEqual([]);
    office.isNow(at("06:00", 13));
    await settle();
    expect(office.chat.toldTo(rosa).map(({ title }) => title)).toEqual(["How did we do?"]);
  });

  it("hold up nothing else: the card of the case is brought in line at once", async () => {
    await surveyDueAtNight();
    expect(office.chat.said.map(({ how }) => how)).toEqual(["update"]);
  });

  it("don't keep an answer from being seen to arrive: a message that is there changes without a sound", async () => {
    const kase = await surveyDueAtNight();
    office.isNow(at("06:00", 13));
    await settle();
    office.isNow(at("22:00", 13));
    await office.goesOn(kase, { type: "answerSurvey", answers: { overall: 5 } }, "customer");
    await settle();
    expect(office.chat.said).toContainEqual(expect.objectContaining({ how: "update", title: "Thank you!" }));
  });
});

describe("a reminder", () => {
  it("that comes a second time is a message of its own, not an edit of the first", async () => {
    await acknowledged();
    const kase = await acknowledged();
    for (let round = 0; round < 2; round += 1) {
      office.isNow((await office.caseNow(kase)).clocks.update.warnAt);
      await office.tick();
      await settle();
      await office.goesOn(kase, { type: "updateCustomer", text: "Still on it.", told: "elsewhere" });
    }
    const reminders = office.chat.toldTo(ben).filter(({ card }) => JSON.stringify(card.body).includes("should hear"));
    expect(reminders.filter(({ title }) => title.endsWith(`Case ${kase.number}`)).map(({ how }) => how)).toEqual([
      "direct",
      "direct",
    ]);
  });
});

describe("the buttons of a reminder", () => {
  /** Owned by Ben, and late: the warning is in his messages, the breach in the thread. */
  async function late(): Promise<Case> {
    const opened = await office.opens();
    await office.goesOn(opened, { type: "takeOwnership" });
    await settle();
    for (const moment of ["warnAt", "dueAt"] as const) {
      office.isNow((await office.caseNow(opened)).clocks.acknowledge[moment]);
      await office.tick();
      await settle();
    }
    office.chat.forget();
    return opened;
  }
  const settled = () => office.chat.said.filter(({ title }) => title.startsWith("Settled"));

  it("are gone once it is done, wherever it was said, and the words say what happened", async () => {
    const kase = await late();
    await office.goesOn(kase, { type: "acknowledge" });
    await settle();
    expect(settled().map(({ how, to }) => `${how} ${to.split("#")[0]}`)).toEqual([
      expect.stringMatching(/^update /),
      expect.stringMatching(/^update /),
    ]);
    for (const { card } of settled()) {
      expect(card.buttons).toEqual([]);
      expect(JSON.stringify(card.body)).toContain("Acknowledged ");
    }
  });

  it("cost an update each, and nothing however much happens after", async () => {
    const kase = await late();
    await office.goesOn(kase, { type: "acknowledge" });
    await settle();
    await settle();
    office.chat.forget();
    await office.goesOn(kase, { type: "changeSeverity", severity: "minor" });
    await office.goesOn(kase, { type: "linkCase", to: 7, as: "related-to" });
    await settle();
    expect(settled()).toEqual([]);
    expect(office.chat.said.map(({ how }) => how)).toEqual(["update"]);
  });

  it("die also where the press and the sending crossed", async () => {
    const opened = await office.opens();
    await office.goesOn(opened, { type: "takeOwnership" });
    await settle();
    office.isNow((await office.caseNow(opened)).clocks.acknowledge.warnAt);
    await office.tick();
    const [sending] = [office.chat.chat.directMessage];
    Object.assign(office.chat.chat, {
      directMessage: async (...message: Parameters<typeof sending>) => {
        Object.assign(office.chat.chat, { directMessage: sending });
        await office.goesOn(opened, { type: "acknowledge" });
        return sending(...message);
      },
    });
    await settle();
    await settle();
    // The press and the sending may each see to it: the second update changes nothing.
    expect(new Set(settled().map(({ to, card }) => JSON.stringify([to, card]))).size).toBe(1);
  });

  it("aren't mourned: a reminder that someone deleted isn't posted anew, settled or not", async () => {
    const kase = await late();
    office.chat.refuses((how) => (how === "update" ? { ...unreachable, reason: "message_not_found" } : undefined));
    await office.goesOn(kase, { type: "acknowledge" });
    await settle();
    await office.goesOn(kase, { type: "correct" });
    await settle();
    expect(office.chat.titles().filter((title) => /^(Late|Reminder|Settled) ·/.test(title))).toEqual([]);
    expect((await office.store.backlog(office.now())).failed).toBe(0);
  });

  it("are only the newest ones' of a case that was snoozed twice", async () => {
    const opened = await office.opens();
    await office.goesOn(opened, { type: "takeOwnership" });
    for (const until of [at("12:00"), at("13:00")]) {
      await office.goesOn(opened, { type: "snooze", until });
      office.isNow(until);
      await office.tick();
      await settle();
    }
    const back = (await office.store.messages(opened.id)).filter(({ surface }) => surface.endsWith(":snooze:end"));
    expect(back.map(({ presses }) => presses)).toEqual(["", "acknowledge snooze"]);
  });
});

describe("the pace", () => {
  it("of a platform is kept in each conversation", async () => {
    const slow = await openOffice({ chat: createMemoryChat({ paceMillis: 1_100 }) });
    try {
      const kase = await slow.opens();
      await slow.goesOn(kase, { type: "addNote", text: "She prefers the phone." });
      await slow.deliver.idle();
      expect(slow.chat.said).toHaveLength(1);
      slow.passes(1_099);
      await slow.deliver.idle();
      expect(slow.chat.said).toHaveLength(1);
      slow.passes(1);
      await slow.deliver.idle();
      expect(slow.chat.titles()).toEqual([expect.stringContaining("Case 1"), "Note · Case 1"]);
    } finally {
      await slow.close();
    }
  });

  it("lets more conversations at once be served than one look at the outbox takes", async () => {
    for (let count = 0; count < 20; count += 1)
      await office.opens({ home: { platform: "slack", workspace: "T1", channel: `C${count}` } });
    await settle();
    expect(new Set(office.chat.said.map(({ to }) => to)).size).toBe(20);
  });
});

describe("stopping", () => {
  it("finishes what is in hand and takes nothing more", async () => {
    await office.opens();
    office.deliver.wake();
    await office.deliver.stop();
    const sent = office.chat.said.length;
    await office.opens();
    office.deliver.wake();
    await office.deliver.stop();
    expect(office.chat.said).toHaveLength(sent);
    expect((await office.store.backlog(office.now())).waiting).toBe(2 - sent);
  });

  it("loses nothing: the next process sends it", async () => {
    await office.deliver.stop();
    await office.opens();
    const { deliver: next } = office.openReplica();
    await next.idle();
    expect(office.chat.attempts).toEqual(["post C0CASES"]);
    await next.stop();
  });

  it("a process that died with a job in hand has it sent again after a minute", async () => {
    await office.opens();
    const { store } = office;
    expect(await store.claimJobs(office.now(), duration(60_000), 1)).toHaveLength(1);
    await settle();
    expect(office.chat.said).toEqual([]);
    seconds(60);
    await settle();
    expect(office.chat.attempts).toEqual(["post C0CASES"]);
  });
});

describe("a database that doesn't answer", () => {
  it("is left alone for a while after a claim that failed, and asked again without anybody's waking", async () => {
    await office.opens();
    let claims = 0;
    const paused: number[] = [];
    const store = {
      ...office.store,
      claimJobs: (...asked: Parameters<typeof office.store.claimJobs>) => {
        claims += 1;
        return claims <= 3 ? Promise.reject(new Error("silent")) : office.store.claimJobs(...asked);
      },
    };
    let told: () => void = () => {};
    const answered = new Promise<void>((resolve) => {
      told = resolve;
    });
    const { deliver } = office.openReplica({
      store,
      observe: { claimed: told },
      pauseAfter: (failures) => {
        paused.push(failures);
        // Presses go on meanwhile, and each wakes the outbox.
        deliver.wake();
        return 1;
      },
    });
    deliver.wake();
    await answered;
    await deliver.idle();
    expect(paused).toEqual([1, 2, 3]);
    expect(office.chat.attempts).toEqual(["post C0CASES"]);
    await deliver.stop();
  });

  it("in the middle of a delivery never gives a message up, however often", async () => {
    await office.opens();
    const away = () => Promise.reject(new DatabaseTroubleError("nothing", "STATEMENT_TIMEOUT", new Error("silent")));
    const { deliver } = office.openReplica({ store: { ...office.store, findCase: away } });
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await deliver.idle();
      seconds(60);
    }
    await deliver.stop();
    expect(await office.store.backlog(office.now())).toMatchObject({ waiting: 1, failed: 0 });
  });
});

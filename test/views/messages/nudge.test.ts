import { describe, expect, it } from "vitest";
import type { Case } from "../../../src/core/case.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import type { Instant } from "../../../src/core/time.ts";
import { parseTimerKey } from "../../../src/core/timers.ts";
import { nudgeCard } from "../../../src/views/messages/nudge.ts";
import {
  acknowledgedCase,
  ann,
  at,
  awaitingApproval,
  closedCase,
  everyCase,
  openCase,
  ownedCase,
  readyCase,
  resolvedCase,
} from "../../support/cases.ts";
import { body, labels, primary, viewContext, wordsOf } from "../../support/view-context.ts";

const approvers = [{ person: ann, name: "Ann Lee" }];
const nudge = (kase: Case, key: string, now: Instant) => {
  const timer = parseTimerKey(key);
  return timer && nudgeCard(kase, timer, { ...viewContext({ now }), approvers });
};

const promises = [
  {
    id: "P1",
    text: "Call back",
    warnAt: at("15:30"),
    dueAt: at("17:00"),
    by: ann,
    at: at("10:10"),
    status: "open" as const,
  },
];

describe("a nudge", () => {
  it.each([
    [
      "acknowledge:warning",
      ownedCase(),
      at("10:50"),
      "Ben Okafor: Rosa Diaz is waiting to hear that we have the complaint. Please acknowledge it by 2026-03-10 11:00 UTC.",
      "Acknowledge",
    ],
    [
      "acknowledge:breach",
      ownedCase(),
      at("11:01"),
      "Ben Okafor: Rosa Diaz has not heard from us yet; a word was due 2026-03-10 11:00 UTC. A short one now still helps a lot.",
      "Acknowledge",
    ],
    [
      "resolve:warning",
      acknowledgedCase(),
      at("08:30", 11),
      "Ben Okafor: This case should be resolved by 2026-03-11 10:00 UTC. Next step: apologize. If it takes longer, tell the customer now.",
      "Apologize",
    ],
    [
      "resolve:breach",
      readyCase(),
      at("10:30", 11),
      "Ben Okafor: This case was to be resolved by 2026-03-11 10:00 UTC. Next step: resolve. Tell the customer where it stands, or ask for help.",
      "Resolve",
    ],
    [
      "update:warning",
      acknowledgedCase(),
      at("08:30", 11),
      "Ben Okafor: Rosa Diaz should hear from us by 2026-03-11 10:00 UTC, even if there is no news.",
      "Update customer",
    ],
    [
      "update:breach",
      acknowledgedCase(),
      at("10:30", 11),
      "Ben Okafor: Rosa Diaz was to hear from us by 2026-03-11 10:00 UTC. “We are still on it” is news too.",
      "Update customer",
    ],
    [
      "approve:R1:warning",
      awaitingApproval(),
      at("10:50"),
      "Ann Lee: Refund $200 for Rosa Diaz, asked for by Ben Okafor, waits for a decision by 2026-03-10 10:55 UTC.",
      "Approve",
    ],
    [
      "approve:R1:breach",
      awaitingApproval(),
      at("10:56"),
      "Ann Lee: Refund $200 for Rosa Diaz, asked for by Ben Okafor, is still waiting; a decision was due 2026-03-10 10:55 UTC.",
      "Approve",
    ],
    [
      "deliver:R1:warning",
      resolvedCase(),
      at("15:00", 11),
      "Ben Okafor: Refund $40 for Rosa Diaz was granted and should arrive by 2026-03-12 10:25 UTC. Is it done?",
      "Mark Refund delivered",
    ],
    [
      "promise:P1:breach",
      ownedCase({ promises }),
      at("17:01"),
      "Ann Lee: Your promise to Rosa Diaz was due 2026-03-10 17:00 UTC: “Call back”. Was it kept?",
      "Promise kept",
    ],
  ])("%s says kindly what is missing, by when, to whom, with the button for it", (key, kase, now, words, button) => {
    const card = nudge(kase, key, now);
    expect(card && body(card)[0]).toBe(words);
    expect(card && primary(card)).toBe(button);
  });

  it.each([
    ["acknowledge", ownedCase(), "is waiting for a first word from us.", "has not heard from us yet."],
    ["resolve", acknowledgedCase(), "it should be resolved soon.", "it should be resolved by now."],
    ["update", acknowledgedCase(), "should hear from us soon.", "should have heard from us by now."],
    ["approve:R1", awaitingApproval(), "waits for a decision.", "is still waiting for a decision."],
    ["deliver:R1", resolvedCase(), "should arrive soon.", "should have arrived by now."],
    [
      "promise:P1",
      ownedCase({ promises: promises.map((one) => ({ ...one, text: "Call back." })) }),
      "comes due: “Call back”.",
      "was due: “Call back”.",
    ],
  ])("%s says in one breath what is true then: before the time is up, and after it", (name, kase, soon, late) => {
    const [warning, breach] = ["warning", "breach"].map((stage) => {
      const timer = timersFor(kase).find(({ key }) => key === `${name}:${stage}`);
      return timer && nudge(kase, timer.key, timer.dueAt)?.fallback;
    });
    expect(warning?.slice(0, 18)).toBe("Reminder, case 12:");
    expect(warning?.endsWith(soon), warning).toBe(true);
    expect(breach?.slice(0, 14)).toBe("Late, case 12:");
    expect(breach?.endsWith(late), breach).toBe(true);
  });

  it("begins its sentences with a capital where the customer's name isn't known", () => {
    const customer = { key: "slack:T1:U0GONE", name: "U0GONE", person: { ...ann, id: "U0GONE" } };
    const card = nudge(ownedCase({ customer }), "acknowledge:breach", at("11:01"));
    expect(card && body(card)[0]).toContain(": The customer has not heard from us yet;");
  });

  it("asks for an owner first where nobody owns the case, and tells those who can find one", () => {
    const card = nudge(openCase(), "acknowledge:warning", at("10:50"));
    expect(card && body(card)[0]).toMatch(/^Ann Lee: Nobody owns this case yet\. Rosa Diaz is waiting/);
    expect(card && labels(card.buttons)).toEqual(["Take ownership", "Acknowledge"]);
    expect(card && primary(card)).toBe("Take ownership");
  });

  it("brings a snoozed case back with its next step", () => {
    const card = nudge(ownedCase(), "snooze:end", at("12:00"));
    expect(card && body(card)[0]).toBe("Ben Okafor: This case was snoozed until now. Next: Acknowledge.");
    expect(card && labels(card.buttons)).toEqual(["Acknowledge", "Snooze"]);
  });

  it.each([
    ["an acknowledgement that was given", acknowledgedCase(), "acknowledge:breach", at("11:01")],
    ["a resolution that was reached", resolvedCase(), "resolve:breach", at("10:30", 11)],
    ["a remedy that was decided", readyCase(), "approve:R1:breach", at("10:56")],
    ["a remedy that isn't there", readyCase(), "deliver:R9:breach", at("10:56", 13)],
    [
      "a promise that was kept",
      ownedCase({ promises: promises.map((one) => ({ ...one, status: "kept" })) }),
      "promise:P1:breach",
      at("17:01"),
    ],
    ["a closed case", closedCase(), "deliver:R1:breach", at("10:56", 13)],
    ["a clock that started anew", acknowledgedCase(), "update:breach", at("10:30")],
    ["a case that was snoozed", ownedCase({ snoozedUntil: at("12:00", 11) }), "resolve:breach", at("11:01", 11)],
    ["a case that was snoozed anew", ownedCase({ snoozedUntil: at("14:00") }), "snooze:end", at("12:00")],
    ["a kind that isn't known", ownedCase(), "paint:warning", at("11:01")],
    ["a timer that is no nudge", resolvedCase(), "survey:send", at("15:00", 12)],
  ])("is not given for %s", (_why, kase, key, now) => {
    expect(nudge(kase, key, now)).toBeUndefined();
  });

  it("is given for a promise and an approval even while the case is snoozed", () => {
    const snoozedUntil = at("23:00");
    expect(nudge(ownedCase({ snoozedUntil, promises }), "promise:P1:breach", at("17:01"))).toBeDefined();
    expect(nudge(awaitingApproval({ snoozedUntil }), "approve:R1:breach", at("10:56"))).toBeDefined();
  });

  it("exists for every timer that the core sets", () => {
    const cases = [...Object.values(everyCase), ownedCase({ promises })];
    const timers = cases.flatMap((kase) => timersFor(kase).map((timer) => ({ kase, ...timer })));
    const nudges = timers.filter(({ key }) => /:(warning|breach)$/.test(key));
    expect(nudges.length).toBeGreaterThan(20);
    for (const { kase, key, dueAt } of nudges) expect(nudge(kase, key, dueAt), key).toBeDefined();
  });

  it("blames nobody", () => {
    for (const kase of Object.values(everyCase)) {
      for (const { key } of timersFor(kase)) {
        const card = nudge(kase, key, at("10:00", 28));
        expect(card ? wordsOf(card) : "").not.toMatch(/you failed|you forgot|you missed|your fault|neglect/i);
      }
    }
    expect(nudge(ownedCase(), "acknowledge:breach", at("11:01"))?.tone).toBe("urgent");
  });
});

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../../src/app/ports.ts";
import { timersFor } from "../../../src/core/nudges.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import { instant } from "../../../src/core/time.ts";
import { ann, at, ben } from "../../support/cases.ts";
import { type Office, openOffice } from "../support/office.ts";

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const hour = 3_600_000;
const eventsOf = async (caseId: string) =>
  (await office.store.events(organizationKey("acme"), caseId)).map(({ event }) =>
    event.type === "nudged" ? event.timer : event.type,
  );
const optedOutBy = async (caseId: string) =>
  (await office.store.events(organizationKey("acme"), caseId)).flatMap(({ event, actor }) =>
    event.type === "survey-opted-out" ? [actor] : [],
  );
const farAway = instant(Date.parse("2100-01-01T00:00:00Z"));
const timersOf = async (caseId: string) =>
  (await office.store.dueTimers(farAway, 100)).filter((timer) => timer.caseId === caseId);

describe("the tick", () => {
  it("does what is due, as one more user of the case, and nothing that isn't", async () => {
    const kase = await office.opens();
    office.isNow(instant(kase.clocks.acknowledge.warnAt - 1));
    await office.tick();
    expect(await eventsOf(kase.id)).toEqual(["flagged"]);
    office.passes(1);
    await office.tick();
    expect(await eventsOf(kase.id)).toEqual(["flagged", "acknowledge:warning"]);
    expect(office.fired).toEqual(["acknowledge"]);
  });

  it("does it once, however often it comes", async () => {
    const kase = await office.opens();
    office.isNow(kase.clocks.acknowledge.warnAt);
    await office.tick();
    await Promise.all([office.tick(), office.tick()]);
    expect(await eventsOf(kase.id)).toEqual(["flagged", "acknowledge:warning"]);
  });

  it("does it once with many replicas at the same instant", async () => {
    const kase = await office.opens();
    office.isNow(kase.clocks.acknowledge.warnAt);
    const replica = office.openReplica();
    await Promise.all([office.tick(), replica.tick()]);
    expect(await eventsOf(kase.id)).toEqual(["flagged", "acknowledge:warning"]);
  });

  it("makes up for a standstill, the longest due first", async () => {
    const kase = await office.opens();
    office.isNow(at("18:00", 11));
    await office.tick();
    expect((await eventsOf(kase.id)).slice(1)).toEqual([
      "acknowledge:warning",
      "acknowledge:breach",
      "resolve:warning",
      "resolve:breach",
    ]);
  });

  it("replaces the timers of a case that moved on", async () => {
    const kase = await office.opens();
    const stale = { key: "promise:P9:breach", dueAt: office.now() };
    await office.store.replaceTimers(organizationKey("acme"), kase.id, [stale]);
    await office.tick();
    expect(await eventsOf(kase.id)).toEqual(["flagged"]);
    expect((await timersOf(kase.id)).map(({ key }) => key).sort()).toEqual(
      timersFor(kase)
        .map(({ key }) => key)
        .sort(),
    );
  });

  it("drops the timers of a case that is no more", async () => {
    await office.store.replaceTimers(organizationKey("acme"), "gone", [{ key: "resolve:breach", dueAt: office.now() }]);
    await office.tick();
    expect(await timersOf("gone")).toEqual([]);
  });

  it("goes on with the others when one timer fails, says so, and tries it again", async () => {
    const first = await office.opens();
    const second = await office.opens();
    let broken = true;
    const { store } = office;
    const transact: Store["transact"] = (ask, decide) =>
      broken && ask.caseId === first.id
        ? Promise.reject(new Error("the database is away"))
        : store.transact(ask, decide);
    const { tick } = office.openReplica({ store: { ...store, transact } });
    office.isNow(first.clocks.acknowledge.warnAt);
    await tick();
    expect(office.logged.filter(({ level }) => level === "error")).toHaveLength(1);
    expect(await eventsOf(second.id)).toContain("acknowledge:warning");
    broken = false;
    await tick();
    expect(await eventsOf(first.id)).toContain("acknowledge:warning");
  });

  it("makes up for a whole weekend at once, also where more are due than are read at a time", async () => {
    const due = Array.from({ length: 230 }, (_, index) => ({
      organization: organizationKey("acme"),
      caseId: `case-${index % 110}`,
      key: `resolve:${index}`,
      dueAt: instant(office.now() - 1_000 + index),
    }));
    const fired: string[] = [];
    const { tick } = office.openReplica({
      store: {
        ...office.store,
        dueTimers: async (_now, limit, last) => {
          const after = last ? due.findIndex(({ key }) => key === last.key) + 1 : 0;
          return due.slice(after, after + limit);
        },
        transact: async ({ key }) => {
          fired.push(key ?? "");
          throw new Error("none of them can be done, and each is tried once");
        },
      },
    });
    await tick();
    const requests = due.map(({ caseId, key, dueAt }) => `timer:${caseId}:${key}:${dueAt}`);
    expect(fired.toSorted()).toEqual(requests.toSorted());
    const turnOf = (index: number) => fired.indexOf(requests[index] ?? "");
    expect(turnOf(0), "the timers of one case follow one another").toBeLessThan(turnOf(110));
  });

  it("leaves the rest for the next one once it has taken half a minute", async () => {
    let now = office.now();
    let reads = 0;
    const timer = (index: number) => ({
      organization: organizationKey("acme"),
      caseId: "gone",
      key: `resolve:${index}`,
      dueAt: now,
    });
    const { tick } = office.openReplica({
      store: {
        ...office.store,
        dueTimers: async (_now, limit) => {
          reads += 1;
          now = instant(now + 16_000);
          return Array.from({ length: limit }, (_, index) => timer(index));
        },
        transact: async () => Promise.reject(new Error("the database is away")),
      },
      clock: { now: () => now },
    });
    await tick();
    expect(reads).toBe(2);
  });

  it("wakes delivery, so that what a dead process left behind goes out", async () => {
    await office.opens();
    await office.tick();
    await office.deliver.idle();
    expect(office.chat.attempts).toEqual(["post C0CASES"]);
  });

  it("forgets a request after a day: no platform repeats one for that long", async () => {
    const kase = await office.opens();
    const once = () => office.does(ben, { type: "addNote", text: "Call her." }, { caseId: kase.id, key: "press-1" });
    await once();
    office.passes(23 * hour);
    await office.tick();
    expect((await once()).did).toBe("repeat");
    office.passes(2 * hour);
    await office.tick();
    expect((await once()).did).toBe("change");
  });
});

describe("a snoozed case", () => {
  it("comes back by itself, and says so in its thread", async () => {
    const opened = await office.opens();
    await office.goesOn(opened, { type: "takeOwnership" });
    await office.goesOn(opened, { type: "snooze", until: at("12:00", 12) });
    await office.deliver.idle();
    office.isNow(at("12:00", 12));
    await office.tick();
    await office.deliver.idle();
    expect(office.chat.titles()).toContain("Back again · Case 1");
  });
});

describe("a warning and its breach", () => {
  it("that fall due together are one message", async () => {
    await office.opens({}, ann);
    office.isNow(at("11:30"));
    await office.tick();
    await office.deliver.idle();
    expect(office.chat.titles().filter((title) => /^(Late|Reminder) ·/.test(title))).toEqual(["Late · Case 1"]);
  });
});

describe("a customer who wants no more surveys", () => {
  it("is asked in none of their cases", async () => {
    const [first, second] = [await office.opens(), await office.opens()];
    for (const kase of [first, second]) {
      await office.goesOn(kase, { type: "takeOwnership" });
      await office.goesOn(kase, { type: "acknowledge" });
      await office.goesOn(kase, { type: "apologize", text: "We are sorry that we lost it.", told: "dm" });
      await office.goesOn(kase, { type: "recordRootCause", cause: "carrier", explanation: "A label was lost." });
      await office.goesOn(kase, { type: "waiveRemedy", reason: "Nothing was asked for." });
      await office.goesOn(kase, { type: "resolve", whatWasDone: "Found and delivered." });
    }
    await office.goesOn(first, { type: "optOut" }, "customer");
    office.passes(30 * 24 * hour);
    await office.tick();
    for (const kase of [first, second]) {
      expect(await eventsOf(kase.id)).toContain("survey-opted-out");
      expect(await eventsOf(kase.id)).not.toContain("survey-sent");
    }
    expect(await optedOutBy(first.id), "they said so there").toEqual(["customer"]);
    expect(await optedOutBy(second.id), "they never touched this one").toEqual(["clock"]);
    expect(office.fired).toContain("survey");
  });
});

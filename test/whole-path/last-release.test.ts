import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Application, createApplication } from "../../src/app/application.ts";
import type { Chat, MessageRef, Sent } from "../../src/app/ports.ts";
import { createFormSignatures } from "../../src/app/requests/form-signatures.ts";
import type { Case } from "../../src/core/case.ts";
import { placeSchema } from "../../src/core/case.ts";
import { defined } from "../../src/core/defined.ts";
import { fold } from "../../src/core/evolve.ts";
import { timersFor } from "../../src/core/nudges.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { type PersonRef, personKey } from "../../src/core/people.ts";
import { parseSurface, surfaceName } from "../../src/core/surface.ts";
import { after, duration } from "../../src/core/time.ts";
import { parseTimerKey, timerKey } from "../../src/core/timers.ts";
import { migrate } from "../../src/store/migrate.ts";
import { createStore, type OpenedStore } from "../../src/store/store.ts";
import { createMemoryChat } from "../app/support/chat.ts";
import { databases, type Opened } from "../store/databases.ts";
import { identityOf } from "../support/cases.ts";
import { keepProtocol } from "../support/keep-protocol.ts";
import { fillAsLastRelease, left, rulesOfLastRelease } from "../support/last-release.ts";

/** A database of the last release, opened by this one, goes on without a difference. */

const organization = organizationKey("acme");
const ben = { platform: "slack", workspace: "T1", id: "U0BEN" } as const;
const ann = { platform: "slack", workspace: "T1", id: "U0ANN" } as const;
/** A manager who lives on Teams. */
const tess = { platform: "teams", workspace: "tenant", id: "6f0c3d4e-0000-4000-8000-00000000a001" } as const;
const isCustomer = ({ id }: PersonRef) => id.startsWith("U0GUEST") || id.endsWith("c001");

/** The platforms still say what they said then. */
const emailOf = (person: PersonRef): string | undefined => {
  const email = left.tables.people.find((row) => row.person === personKey(person))?.email;
  return typeof email === "string" ? email : undefined;
};

type Message = { readonly case: string; readonly surface: string; readonly ref: MessageRef };
const keyOf = ({ place, message }: MessageRef) => `${place.platform} ${place.channel} ${message}`;

/** Two platforms in memory, and what arrived there: sent anew, or changed. */
function createChats() {
  const sent: string[] = [];
  const changed: string[] = [];
  const noting = (list: string[]) => (answer: Sent) => {
    if (answer.ok) list.push(keyOf(answer.ref));
    return answer;
  };
  const noted = (platform: "slack" | "teams"): Chat => {
    const { chat } = createMemoryChat({ platform });
    return {
      ...chat,
      identify: async (person) =>
        identityOf(person, { outsider: isCustomer(person), ...defined({ email: emailOf(person) }) }),
      post: (place, card) => chat.post(place, card).then(noting(sent)),
      directMessage: (person, card, organization) => chat.directMessage(person, card, organization).then(noting(sent)),
      whisper: (place, person, card) => chat.whisper(place, person, card).then(noting(sent)),
      update: (ref, card) => chat.update(ref, card).then(noting(changed)),
    };
  };
  return { chats: { slack: noted("slack"), teams: noted("teams") }, sent, changed };
}

describe.each(databases)("a database of the last release on $name", { timeout: 120_000 }, ({ openBare }) => {
  let opened: Opened;
  let store: OpenedStore;
  let application: Application;
  let now = left.now;
  let before: Message[];
  const { chats, sent, changed } = createChats();
  const errors: string[] = [];

  const start = (): Application =>
    createApplication({
      store,
      chats,
      clock: { now: () => now },
      protocol: rulesOfLastRelease,
      customerLink: async () => undefined,
      signatures: createFormSignatures({ secret: "a secret of the test", clock: { now: () => now } }),
      workspacesOn: async (platform) => [platform === "teams" ? "tenant" : "T1"],
      newId: () => crypto.randomUUID().slice(0, 8),
      jitter: () => 0.5,
      log: {
        info: () => {},
        warn: () => {},
        error: (facts, words) => void errors.push(`${words} ${JSON.stringify(facts)}`),
      },
    });
  beforeAll(async () => {
    opened = await openBare();
    await fillAsLastRelease(opened.database);
    await migrate(opened.database);
    store = createStore(opened.database, "a secret of the test");
    await keepProtocol(store, rulesOfLastRelease());
    before = await messages();
    application = start();
  });
  afterAll(async () => {
    await application?.deliver.stop();
    await opened?.close();
  });

  /** What was in hand when the last release stopped is taken up a minute later. */
  async function settle() {
    for (let minutes = 0; minutes < 2; minutes += 1) {
      await application.deliver.idle();
      now = after(now, duration(61_000));
    }
    await application.deliver.idle();
  }
  async function theCase(id: string): Promise<Case> {
    const kase = await store.findCase(organization, { id });
    if (!kase) throw new Error(`no case ${id}`);
    return kase;
  }
  const caseIds = left.tables.cases.map(({ id }) => String(id));
  async function messages(): Promise<Message[]> {
    const all = await Promise.all(
      caseIds.map(async (id) => (await store.messages(id)).map(({ surface, ref }) => ({ case: id, surface, ref }))),
    );
    return all.flat();
  }
  const nameOf = (message: { readonly case: string; readonly surface: string }) => `${message.case} ${message.surface}`;

  /** Each message that was there is changed where it is; each that is new was sent once. @returns the new ones. */
  async function nothingIsDoubled() {
    const all = await messages();
    const known = new Map(before.map((message) => [nameOf(message), keyOf(message.ref)]));
    const added = all.filter((message) => !known.has(nameOf(message)));
    expect(all.filter((message) => known.has(nameOf(message)))).toEqual(before);
    expect(added.map(({ ref }) => keyOf(ref)).toSorted()).toEqual(sent.toSorted());
    const there = new Set([...known.values(), ...sent]);
    expect(changed.filter((key) => !there.has(key))).toEqual([]);
    expect(errors).toEqual([]);
    return added;
  }

  describe("as it was found", () => {
    it("has every case as its events tell it", async () => {
      for (const row of left.tables.cases) {
        const kase = await theCase(String(row.id));
        const events = await store.events(organization, kase.id);
        expect(kase, kase.id).toEqual(fold(events.map(({ event }) => event)));
        expect([kase.number, kase.status, kase.version], kase.id).toEqual([row.number, row.status, row.version]);
      }
    });

    it("has a log that proves itself, with nothing lost", async () => {
      expect(await store.verifyLog()).toEqual({
        cases: left.tables.cases.length,
        events: left.tables.case_events.length,
        findings: [],
      });
    });

    it("has timers and messages whose words this release reads and writes alike", async () => {
      const cases = await Promise.all(caseIds.map(theCase));
      const timers = [
        ...left.tables.timers.map(({ key }) => key),
        ...cases.flatMap(({ nudged }) => Object.keys(nudged)),
      ];
      for (const key of timers) {
        const timer = parseTimerKey(key);
        expect(timer && timerKey(timer)).toBe(key);
      }
      const unreached = cases.flatMap(({ undelivered }) => undelivered.map(({ what }) => what));
      const surfaces = [...left.tables.jobs, ...left.tables.message_refs].map(({ surface }) => surface);
      expect(unreached.length).toBeGreaterThan(0);
      for (const name of [...surfaces, ...unreached]) {
        const surface = parseSurface(name);
        expect(surface && surfaceName(surface)).toBe(name);
      }
    });

    it("has the timers that this release would set", async () => {
      for (const id of caseIds) {
        const stored = left.tables.timers.filter((timer) => timer.case_id === id);
        const wanted = timersFor(await theCase(id)).map(({ key, dueAt }) => [key, dueAt]);
        expect(wanted.toSorted(), id).toEqual(stored.map(({ key, due_at }) => [key, due_at]).toSorted());
      }
    });

    it("knows every message by what it shows", async () => {
      for (const { case_id: id, place, message, surface } of left.tables.message_refs)
        expect(await store.surfaceOf(id, { place: placeSchema.parse(place), message })).toBe(surface);
    });
  });

  /** One life, in this order. */
  describe("at work", () => {
    it("answers a press that arrives again as it was answered then", async () => {
      const pressed = left.tables.requests.find(({ key }) => key.startsWith("press:"));
      if (!pressed) throw new Error("nobody pressed anything");
      const command = { type: "takeOwnership" } as const;
      const outcome = await application.handle({
        organization,
        actor: ben,
        command,
        caseId: "b-fresh",
        key: pressed.key,
      });
      expect(outcome).toEqual({ did: "repeat", reply: pressed.answer });
    });

    it("delivers what waits in the outbox, each message once", async () => {
      await settle();
      const added = await nothingIsDoubled();
      const failed = left.tables.jobs.filter(({ state }) => state === "failed").length;
      expect(await store.backlog(now)).toMatchObject({ waiting: 0, failed });
      // Of every kind that was waiting something has arrived.
      const kinds = (names: readonly string[]) =>
        [...new Set(names.map((name) => parseSurface(name)?.kind))].toSorted();
      const waiting = left.tables.jobs.filter(({ state }) => state !== "failed").map(({ surface }) => surface);
      expect(kinds(added.map(({ surface }) => surface))).toEqual(expect.arrayContaining(kinds(waiting)));
    });

    it("has brought the messages that were there in line with what was decided", () => {
      const shown = before
        .filter(({ case: id, surface }) => id === "a-over-limit" && /approval:r\d+/.test(surface))
        .map(({ ref }) => keyOf(ref));
      expect(shown.length).toBeGreaterThan(1);
      expect(changed).toEqual(expect.arrayContaining(shown));
    });

    it("lets what is due happen, once", async () => {
      const due = left.tables.timers.filter((timer) => timer.due_at <= left.now);
      const at = now;
      await application.tick();
      expect((await store.dueTimers(at, 1_000)).map(({ caseId, key }) => `${caseId} ${key}`)).toEqual([]);
      for (const { case_id: id, key } of due) {
        const events = await store.events(organization, id);
        const fired = events.filter(({ event }) => event.at === at && happens(key, event));
        expect(fired, `${id} ${key}`).toHaveLength(1);
      }
      await settle();
      await nothingIsDoubled();
    });

    it("takes a decision on a request of then, and every message about it says so", async () => {
      const about = (await messages()).filter(({ case: id, surface }) => id === "c-copies" && /approv/.test(surface));
      expect(about.length).toBeGreaterThan(3);
      const sentBefore = sent.length;
      changed.splice(0);
      const { remedies } = await theCase("c-copies");
      const command = { type: "approve", remedy: remedies[0]?.id ?? "" } as const;
      const outcome = await application.handle({ organization, actor: tess, command, caseId: "c-copies" });
      expect(outcome).toMatchObject({ did: "change" });
      await settle();
      expect(changed).toEqual(expect.arrayContaining(about.map(({ ref }) => keyOf(ref))));
      expect(sent).toHaveLength(sentBefore);
      const late = await application.handle({ organization, actor: ann, command, caseId: "c-copies" });
      expect(late).toMatchObject({ did: "refuse", refusal: { code: "already-decided" } });
    });

    it("hears the answer to a survey of then", async () => {
      const { customer } = await theCase("b-asked");
      if (!customer.person) throw new Error("nobody was asked");
      const command = { type: "answerSurvey" as const, answers: { overall: 1 } };
      const outcome = await application.handle({ organization, actor: customer.person, command, caseId: "b-asked" });
      expect(outcome).toMatchObject({ did: "change", kase: { status: "open", round: 2 } });
      await settle();
      await nothingIsDoubled();
    });

    it("has nothing left to do when it is started again", async () => {
      await application.deliver.stop();
      application = start();
      const said = [sent.length, changed.length];
      await settle();
      expect([sent.length, changed.length]).toEqual(said);
      expect(await store.verifyLog()).toMatchObject({ findings: [] });
    });
  });
});

/** What a timer makes happen in its case. */
function happens(key: string, event: { readonly type: string; readonly timer?: string }): boolean {
  const timer = parseTimerKey(key);
  if (timer && "stage" in timer) return event.type === "nudged" && event.timer === key;
  const made: Readonly<Record<string, string>> = {
    "snooze:end": "woken",
    "survey:send": "survey-sent",
    "survey:remind": "survey-reminded",
    "survey:expire": "survey-expired",
  };
  return event.type === made[key];
}

import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../../src/config.ts";
import type { CaseEvent } from "../../src/core/events.ts";
import { timersFor } from "../../src/core/nudges.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { createLog } from "../../src/log.ts";
import { type Amends, startAmends } from "../../src/main.ts";
import { type OpenedStore, openStore } from "../../src/store/store.ts";
import { type Acme, openAcme, signingSecret } from "../support/acme.ts";
import { pressRequest, submitRequest } from "../support/presses.ts";
import { app, team } from "../support/slack/cast.ts";
import { createSlackClient, type SlackClient } from "../support/slack/inbound.ts";
import type { Message } from "../support/slack/messages.ts";
import type { Seen } from "../support/slack/reading.ts";

/**
 * Two whole Amends on one PostgreSQL, beside one Slack: what people do at the same instant through different replicas. Each
 * specification is repeated with the requests in another order and on other replicas; what failed says its seed.
 */

// Seconds each, and on a machine with much else to do a multiple of that.
vi.setConfig({ testTimeout: 90_000 });

let acme: Acme;
let second: Amends;
let store: OpenedStore;
let sql: postgres.Sql;
let clients: readonly [SlackClient, SlackClient];

const staff = ["sam", "sue", "pat", "kim", "lee", "max"] as const;
const seed = Date.now() % 1_000_000;

beforeAll(async () => {
  acme = await openAcme();
  const { world, environment } = acme;
  for (const key of staff.slice(2))
    world.addUser({
      key,
      id: `U0${key.toUpperCase()}00001`,
      teamId: team.id,
      name: `${key} Staff`,
      email: `${key}@acme.example`,
      tz: "America/New_York",
    });
  for (const key of staff) {
    world.join("support", key);
    const members = [app.botUserId, ...staff.map((who) => world.user(who).id)];
    world.addChannel({ key: `desk-${key}`, id: `C0${key.toUpperCase()}DESK`, name: `desk-${key}`, members });
  }
  second = await startAmends(readConfig(environment), { log: createLog({ level: "silent" }), clock: acme.clock });
  const at = ({ url, settled: afterwards }: Amends) =>
    createSlackClient({ appUrl: `${url}/slack/events`, signingSecret, world, afterwards });
  clients = [at(acme.amends), at(second)];
  sql = postgres(acme.database.url, { max: 1 });
  store = await openStore({
    databaseUrl: acme.database.url,
    dataDir: "unused",
    secret: environment.AMENDS_SECRET,
  });
});
afterAll(async () => {
  const log = await store?.verifyLog();
  await Promise.all([store?.close(), sql?.end()]);
  await second?.stop();
  await acme?.close();
  expect(log?.findings).toEqual([]);
});

/** A small generator of chance, so that a failure can be repeated. */
function chanceOf(start: number) {
  let state = start;
  /** 0 ≤ x < `below`, whole. */
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  return { next, either: () => clients[next(2)] ?? clients[0] };
}
type Chance = ReturnType<typeof chanceOf>;

/** `times` specifications in one, each with a chance of its own. */
async function repeatedly(times: number, once: (chance: Chance, time: number) => Promise<void>): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await once(chanceOf(seed + time), time).catch((error: unknown) => {
      throw new Error(`with seed ${seed + time}: ${error instanceof Error ? error.message : error}`, { cause: error });
    });
  }
}

/** All at the same instant, give or take a few turns of the event loop, in any order. */
function atOnce<T>(chance: Chance, actions: readonly (() => Promise<T>)[]): Promise<T[]> {
  const shuffled = actions.map((action, index) => ({ action, index, order: chance.next(1_000) }));
  shuffled.sort((a, b) => a.order - b.order);
  const done = shuffled.map(async ({ action, index }) => {
    for (let turns = chance.next(30); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
    return { index, result: await action() };
  });
  return Promise.all(done).then((all) => all.sort((a, b) => a.index - b.index).map(({ result }) => result));
}

/** Both replicas send all there is, and time passes for the channels to be free again. */
async function settle(): Promise<void> {
  for (let round = 0; round < 100; round += 1) {
    await Promise.all([acme.amends.idle(), second.idle()]);
    acme.advance(1_100);
    if ((await store.backlog(acme.now())).waiting === 0) return;
  }
  throw new Error("messages are left");
}

const say = (who: (typeof staff)[number], words: string) => acme.world.say(who, `desk-${who}`, words);

/** The message's case, opened by its author through the first replica. */
async function flag(who: (typeof staff)[number], values: Record<string, string> = {}): Promise<Message> {
  const [client] = clients;
  const complaint = say(who, "The parcel came late");
  await client.messageShortcut(who, complaint);
  const sent = await client.submit(who, client.openModal(who), {
    "Customer name": `Guest ${complaint.ts}`,
    "Failure type": "Faulty or damaged",
    ...values,
  });
  expect(sent).toMatchObject({ shown: "closed" });
  return complaint;
}

const thread = ({ channel, ts }: Message, who: string = staff[0]) => acme.world.thread(channel, ts, who);

function withButton(seen: readonly Seen[], label: string): Seen {
  const found = seen.filter(({ buttons }) => buttons.includes(label)).at(-1);
  if (!found) throw new Error(`no message has the button ${label}`);
  return found;
}

/** The case of this complaint, and the events of one type in its log. */
async function caseOf(complaint: Message) {
  const [row] = await sql`select id from cases where state->'home'->>'thread' = ${complaint.ts}`;
  const kase = row && (await store.findCase(organizationKey("main"), { id: row.id }));
  if (!kase) throw new Error("no case");
  const log = await store.events(organizationKey("main"), kase.id);
  return { kase, events: (type: CaseEvent["type"]) => log.filter(({ event }) => event.type === type) };
}

const flagAll = async (values?: Record<string, string>): Promise<Message[]> => {
  const complaints = await Promise.all(staff.map((who) => flag(who, values)));
  await settle();
  return complaints;
};

/** `who` fills in the form behind a button; what is returned submits it. */
async function form(who: string, on: Seen, label: string, values: Record<string, string>) {
  const [client] = clients;
  await client.pressButton(who, on, label);
  const view = client.openModal(who);
  return (through: SlackClient) => through.submit(who, view, values);
}

const pairs = (complaints: readonly Message[]) =>
  staff.flatMap((who, index) => {
    const complaint = complaints[index];
    return complaint ? [{ who, complaint }] : [];
  });

describe("the ticks of both replicas", () => {
  it("let every timer act once, also while people press", async () => {
    await repeatedly(2, async (chance) => {
      const complaints = await flagAll();
      // Past the warning, then past the breach; the days after that bring the clock of the resolution.
      for (const hours of [3.5, 1, 60, 24]) {
        acme.advance(hours * 3_600_000);
        const presses = pairs(complaints).flatMap(({ who, complaint }) => {
          const card = withButton(thread(complaint), "Offer remedy");
          const label = card.buttons[0];
          if (chance.next(3) > 0 || !label || !["Take ownership", "Acknowledge"].includes(label)) return [];
          return [
            () =>
              chance
                .either()
                .pressButton(who, card, label)
                .then(() => {}),
          ];
        });
        const ticks = [acme.amends, second, acme.amends, second].map((replica) => () => replica.tick());
        await atOnce(chance, [...ticks, ...presses]);
        // A tick takes the hundred that have been due longest.
        while ((await store.dueTimers(acme.now(), 1)).length > 0) await atOnce(chance, ticks);
        await settle();
      }
      for (const complaint of complaints) {
        const { kase, events } = await caseOf(complaint);
        const given = events("nudged").map(({ event }) => (event.type === "nudged" ? event.timer : ""));
        expect(given).toContain("resolve:breach");
        expect(given).toEqual([...new Set(given)]);
        const timers =
          await sql`select key, due_at::float8 as due_at from timers where case_id = ${kase.id} order by key`;
        const wanted = timersFor(kase).map(({ key, dueAt }) => ({ key, due_at: dueAt }));
        expect([...timers]).toEqual(wanted.sort((a, b) => (a.key < b.key ? -1 : 1)));
      }
    });
  });

  it("leave the timers alone that a press has set meanwhile", async () => {
    const complaint = await flag("sam");
    await settle();
    const before = (await caseOf(complaint)).kase;
    await clients[0].pressButton("sam", withButton(thread(complaint), "Acknowledge"), "Acknowledge");
    // What a tick makes of a timer that turned out stale, from the case as it was a moment ago.
    await store.replaceTimers(organizationKey("main"), before.id, timersFor(before), before.version);
    const keys = await sql`select key from timers where case_id = ${before.id} order by key`;
    expect(keys.map(({ key }) => key)).toEqual([
      "resolve:breach",
      "resolve:warning",
      "update:breach",
      "update:warning",
    ]);
    await settle();
  });
});

describe("two managers who decide at the same instant", () => {
  it("are told apart: one decides, the other hears who did", async () => {
    const complaints = [...(await flagAll()), ...(await flagAll())];
    const proposed = [...complaints.keys()].map(async (index) => {
      const [who, complaint] = [staff[index % staff.length], complaints[index]];
      if (!who || !complaint) throw new Error("no complaint");
      return { who, complaint };
    });
    // One after the other, because a person has one form in front of them.
    for (const each of proposed) {
      const { who, complaint } = await each;
      const card = withButton(thread(complaint), "Offer remedy");
      const values = { Remedy: "Refund", Amount: "120", Reason: "Twice in a row" };
      const offer = await form(who, card, "Offer remedy", values);
      expect(await offer(clients[0])).toMatchObject({ shown: "closed" });
    }
    await settle();

    await repeatedly(complaints.length, async (chance, time) => {
      const complaint = complaints[time];
      if (!complaint) throw new Error("no complaint");
      const approval = withButton(thread(complaint, "ann"), "Approve");
      const managers = ["ann", "ben"] as const;
      await atOnce(
        chance,
        managers.map((who) => () => chance.either().pressButton(who, approval, "Approve")),
      );
      const { kase, events } = await caseOf(complaint);
      expect(kase.remedies).toMatchObject([{ status: "granted" }]);
      expect(events("remedy-granted")).toHaveLength(1);
      const told = managers.flatMap((who) => thread(complaint, who).filter(({ onlyYou }) => onlyYou));
      const [winner] = kase.remedies.flatMap((remedy) => (remedy.status === "granted" ? [remedy.grantedBy] : []));
      const name = winner && acme.world.user(winner.id).name;
      expect(told.map(({ text }) => text)).toEqual([expect.stringMatching(`^Nothing left to do: @${name} granted it`)]);
    });
  });
});

describe("remedies at the same instant for one customer", () => {
  it("never exceed what the staff may grant this customer together", async () => {
    await repeatedly(6, async (chance, time) => {
      const complaints = await flagAll({ "Customer name": "Jane Roe", "Customer email": `jane${time}@roe.example` });
      const offers = await Promise.all(
        pairs(complaints).map(({ who, complaint }) =>
          form(who, withButton(thread(complaint), "Offer remedy"), "Offer remedy", {
            Remedy: "Refund",
            Amount: "50",
            Reason: "The delay",
          }),
        ),
      );
      const sent = await atOnce(
        chance,
        offers.map((offer) => () => offer(chance.either())),
      );
      for (const each of sent) expect(each).toMatchObject({ shown: "closed" });
      const cases = await Promise.all(complaints.map(caseOf));
      const remedies = cases.flatMap(({ kase }) => kase.remedies.map(({ status }) => status)).sort();
      // Three times 50 of 150; the others wait for an approver.
      expect(remedies).toEqual(["granted", "granted", "granted", "pending", "pending", "pending"]);
    });
  });
});

describe("the very same request to both replicas at once", () => {
  it("has one effect, and every delivery of it is answered", async () => {
    const complaints = await flagAll();
    await repeatedly(staff.length * 2, async (chance, time) => {
      const { who, complaint } = pairs(complaints)[time % staff.length] ?? {};
      if (!who || !complaint) throw new Error("no complaint");
      const [label, type] =
        time < staff.length ? (["Take ownership", "owned"] as const) : (["Acknowledge", "acknowledged"] as const);
      const request = pressRequest(acme.world, who, withButton(thread(complaint), label), label);
      const answers = await atOnce(
        chance,
        [...clients, ...clients].map((client) => () => client.send(request)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect((await caseOf(complaint)).events(type)).toHaveLength(1);
    });
    // Nobody was told off for a press that Slack merely repeated.
    await settle();
    const notices = pairs(complaints).flatMap(({ who, complaint }) =>
      thread(complaint, who).filter(({ onlyYou }) => onlyYou),
    );
    expect(notices.map(({ text }) => text)).toEqual(notices.map(() => expect.stringMatching(/^Case \d+ is open/)));
  });

  it("opens one case", async () => {
    await repeatedly(10, async (chance, time) => {
      const who = staff[time % staff.length] ?? "sam";
      const complaint = say(who, "Nobody answered the phone");
      const [client] = clients;
      await client.messageShortcut(who, complaint);
      const view = client.openModal(who);
      const values = { "Customer name": "Rita Ray", "Failure type": "Faulty or damaged" };
      const request = submitRequest(acme.world, who, view, values);
      const answers = await atOnce(
        chance,
        [...clients, ...clients].map((replica) => () => replica.send(request)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      const [row] =
        await sql`select count(*)::int as cases from cases where state->'home'->>'thread' = ${complaint.ts}`;
      expect(row?.cases).toBe(1);
      await client.dismiss(who);
    });
    await settle();
  });
});

describe("both replicas delivering", () => {
  it("send each message once, and those of one channel in the order in which things happened", async () => {
    await repeatedly(3, async (chance) => {
      const complaints = await flagAll();
      const posted = acme.slack.sent.length;
      const notes = Array.from({ length: 5 }, (_, index) => `note ${index}`);
      for (const text of notes) {
        const written = await Promise.all(
          pairs(complaints).map(({ who, complaint }) =>
            form(who, withButton(thread(complaint), "Offer remedy"), "More > Add note", { Note: text }),
          ),
        );
        await atOnce(chance, [
          ...written.map((write) => () => write(chance.either()).then(() => {})),
          () => acme.amends.idle(),
          () => second.idle(),
        ]);
      }
      await settle();

      for (const { complaint } of pairs(complaints)) {
        const said = thread(complaint)
          .filter(({ from, onlyYou }) => from === app.name && !onlyYou)
          .flatMap(({ text }) => /note \d/.exec(text) ?? []);
        expect(said).toEqual(notes);
        const cards = acme.slack.sent
          .slice(posted)
          .filter(({ how, channel }) => how === "post" && channel === complaint.channel);
        expect(cards).toHaveLength(notes.length);
      }
      expect(await store.backlog(acme.now())).toEqual({ waiting: 0, failed: 0, muted: 0 });
    });
  });
});

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { pressRequest } from "../support/presses.ts";
import type { AmendsProcess } from "../support/process.ts";
import {
  delivery,
  embedded,
  everythingIsOut,
  onPostgres,
  openForms,
  openShop,
  type Person,
  people,
  type Shop,
  submit,
  useRelease,
} from "../support/shop.ts";
import type { Delivered } from "../support/slack/delivery.ts";
import type { Message } from "../support/slack/messages.ts";

/** What was acknowledged survives the process: the real one, killed and started again, beside a Slack that outlives it. */

// Processes start and stop: seconds each, and on a machine with much else to do a multiple of that.
vi.setConfig({ testTimeout: 90_000 });
useRelease();

/** Sends everyone's request at once and kills the process the moment the `nth` is answered. Who was answered with 200? */
async function killAtAnswer(nth: number, life: AmendsProcess, send: (who: Person) => Promise<Delivered>) {
  let answers = 0;
  const sent = people.map(async (who) => {
    const { status } = await send(who);
    answers += 1;
    if (answers === nth) life.kill();
    return status;
  });
  const outcomes = await Promise.allSettled(sent);
  if (answers < nth)
    throw new Error(
      `only ${answers} answers: ${outcomes.map((each) => (each.status === "rejected" ? each.reason : each.value)).join("; ")}`,
    );
  expect((await life.ended).signal).toBe("SIGKILL");
  return people.filter((_, index) => {
    const outcome = outcomes[index];
    return outcome?.status === "fulfilled" && outcome.value === 200;
  });
}

describe("killed the moment it has acknowledged", () => {
  /** Two kills a time, each after another answer of the six: while flagging, and while taking the cases over. */
  const stores = [
    { on: "PostgreSQL", open: onPostgres, times: 6 },
    { on: "the embedded database", open: embedded, times: 2 },
  ];

  it.concurrent.each(stores)(
    "loses no acknowledged request and doubles none, on $on",
    async ({ open, times }) => {
      const shop = await openShop(await open());
      let life = await shop.start();

      for (let time = 0; time < times; time += 1) {
        const nth = (time % people.length) + 1;
        const complaints = await openForms(shop, life);
        const complaintOf = (who: Person) => complaints[people.indexOf(who)] as Message; // one for each of them

        const flagged = await killAtAnswer(nth, life, (who) => submit(shop, life, who));
        expect(flagged.length).toBeGreaterThanOrEqual(nth);
        await shop.heardAll();
        const before = new Map(people.map((who) => [who, shop.cards(complaintOf(who), who).length]));
        const noted = await notedCards(shop);
        await shop.minutePasses();

        life = await shop.start();
        // Whose form got no answer presses Submit again.
        for (const who of people)
          if (!flagged.includes(who)) expect(await submit(shop, life, who)).toMatchObject({ shown: "closed" });
        await everythingIsOut(life);
        for (const who of people) {
          const [cards, already] = [shop.cards(complaintOf(who), who).length, before.get(who) ?? 0];
          // Once; a second time only where the first was posted and the process died before it had noted that.
          if (noted) expect(cards).toBe(noted.has(complaintOf(who).ts) ? already : already + 1);
          else expect([1, already + 1]).toContain(cards);
        }

        const presses = new Map(
          people.map((who) => {
            const card = shop.cards(complaintOf(who), who).at(-1);
            if (!card) throw new Error("no card");
            return [who, pressRequest(shop.world, who, card, "Take ownership")];
          }),
        );
        const send = (who: Person) => {
          const request = presses.get(who);
          if (!request) throw new Error("no press");
          return shop.client(life).send(request);
        };
        const taken = await killAtAnswer(people.length + 1 - nth, life, send);
        await shop.heardAll();
        await shop.minutePasses();

        life = await shop.start();
        for (const who of people) if (!taken.includes(who)) expect((await send(who)).status).toBe(200);
        await everythingIsOut(life);
        for (const who of people)
          expect(shop.cards(complaintOf(who), who).at(-1)?.text).toContain(`Owner: @${shop.world.user(who).name}`);
      }

      life.terminate();
      expect((await life.ended).code).toBe(0);
      const cases = times * people.length;
      // One event for each request: none lost, none twice.
      expect(await shop.run("audit")).toMatchObject({
        code: 0,
        output: expect.stringMatching(`^${cases} cases, ${cases * 2} events, nothing altered[.]\n`),
      });
      await shop.close();
    },
    300_000,
  );

  /** The messages whose case card is noted as posted, where the database can be asked while nobody is in it. */
  async function notedCards({ sql }: Shop): Promise<Set<string> | undefined> {
    if (!sql) return undefined;
    const rows = await sql`
      select state->'home'->>'thread' as thread from cases join message_refs on case_id = cases.id and surface = 'case'`;
    return new Set(rows.map(({ thread }) => thread));
  }
});

describe("killed in the middle of a delivery", () => {
  it("sends again what Slack had taken but nobody had noted, once the dead sender's lease is over", async () => {
    const shop = await openShop(await onPostgres());
    let life = await shop.start();
    const { world } = shop;
    const [complaint, others] = await openForms(shop, life);
    if (!complaint || !others) throw new Error("no complaint");
    const dying = life;
    world.failNext("chat.postMessage", {
      when: () => {
        dying.kill();
        return false; // Slack itself carries on
      },
    });
    await submit(shop, life, "sam");
    expect((await life.ended).signal).toBe("SIGKILL");
    await shop.heardAll();
    expect(shop.cards(complaint, "sam")).toHaveLength(1);

    life = await shop.start();
    // Another replica might still be sending it: until its lease is over it waits, while other desks are served.
    await submit(shop, life, "sue");
    await vi.waitFor(() => expect(shop.cards(others, "sue")).toHaveLength(1), { timeout: 5_000 });
    await vi.waitFor(async () => expect(await delivery(life)).toEqual({ waiting: 1, failed: 0 }));
    expect(shop.cards(complaint, "sam")).toHaveLength(1);
    await shop.minutePasses();
    await everythingIsOut(life);
    expect(shop.cards(complaint, "sam")).toHaveLength(2);

    // From here on it is the noted one that is kept up to date.
    const [, noted] = shop.cards(complaint, "sam");
    if (!noted) throw new Error("no second card");
    await shop.client(life).pressButton("sam", noted, "Take ownership");
    await everythingIsOut(life);
    expect(shop.cards(complaint, "sam").map(({ buttons }) => buttons.includes("Take ownership"))).toEqual([
      true,
      false,
    ]);
    life.kill();
    await shop.close();
  });

  it("waits for nothing on the embedded database, which no other process can have", async () => {
    const shop = await openShop(await embedded());
    let life = await shop.start();
    const [complaint] = await openForms(shop, life);
    if (!complaint) throw new Error("no complaint");
    shop.world.failNext("chat.postMessage", { hang: true });
    await submit(shop, life, "sam");
    await vi.waitFor(() => expect(shop.slack.callsOf("chat.postMessage")).toHaveLength(1));
    life.kill();
    await life.ended;

    life = await shop.start();
    await everythingIsOut(life);
    expect(shop.cards(complaint, "sam")).toHaveLength(1);
    life.kill();
    await shop.close();
  });
});

describe("asked to stop", () => {
  it("answers what it has been asked and finishes what it is sending, then ends well", async () => {
    const shop = await openShop(await onPostgres());
    const { slack, sql } = shop;
    if (!sql) throw new Error("no PostgreSQL");
    let life = await shop.start();
    const client = shop.client(life);
    const [complaint] = await openForms(shop, life);
    if (!complaint) throw new Error("no complaint");
    await submit(shop, life, "sam");
    await everythingIsOut(life);
    const [card] = shop.cards(complaint, "sam");
    if (!card) throw new Error("no card");

    // A delivery in hand: Slack takes its time. Then a request in hand: its case is locked.
    let goOn = () => {};
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    shop.world.failNext("chat.update", { until });
    await client.pressButton("sam", card, "Acknowledge");
    await vi.waitFor(() => expect(slack.callsOf("chat.update")).toHaveLength(1), { timeout: 5_000 });
    const press = await sql.begin(async (lock) => {
      await lock`select from cases for update`;
      const pressed = client.pressButton("sam", card, "Take ownership");
      await vi.waitFor(async () => {
        const [row] = await sql`select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        expect(row?.waiting).toBe(1);
      });
      life.terminate();
      await vi.waitFor(() =>
        expect(life.log().map(({ msg }) => msg)).toContainEqual(expect.stringMatching(/^stopping/)),
      );
      return { answer: pressed };
    });
    expect((await press.answer).status).toBe(200);
    await expect(fetch(`${life.url}/healthz`)).rejects.toThrow();
    goOn();
    expect(await life.ended).toMatchObject({ code: 0, signal: null });
    expect(slack.callsOf("chat.update")[0]?.answer).toMatchObject({ ok: true });
    expect(shop.cards(complaint, "sam")[0]?.text).toContain("✅ Acknowledge");

    // What came too late to be sent goes out at the next start, without any lease to wait for.
    life = await shop.start();
    await everythingIsOut(life);
    expect(shop.cards(complaint, "sam")).toMatchObject([{ text: expect.stringContaining("Owner: @Sam Staff") }]);
    life.kill();
    await shop.close();
  });

  it("gives the data folder back, which until then nobody else gets", async () => {
    const shop = await openShop(await embedded());
    const life = await shop.start();
    const second = await shop.run("start");
    expect(second.code).toBe(1);
    expect(second.errors).toMatch(
      /^Another Amends is using \.\/data \(process \d+ on .+\)\. Stop it first, or give this one its own DATA_DIR\./,
    );
    expect((await fetch(`${life.url}/readyz`)).status).toBe(200);

    life.terminate();
    expect((await life.ended).code).toBe(0);
    expect(await readdir(join(shop.surroundings.cwd, "data"))).not.toContain("amends.lock");
    const next = await shop.start();
    next.terminate();
    expect((await next.ended).code).toBe(0);
    await shop.close();
  });
});

import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { submitRequest } from "../support/presses.ts";
import type { AmendsProcess } from "../support/process.ts";
import {
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
import type { SlackRequest } from "../support/slack/delivery.ts";
import type { Message } from "../support/slack/messages.ts";
import { seed, times } from "./runs.ts";

/** `kill -9` at any instant: before a request is read, within its transaction, before its answer, in the middle of a delivery. */

useRelease();

/** Milliseconds after the first request was sent. */
const deaths = fc.sample(fc.nat(120), { seed, numRuns: 3 * times });

it("loses nothing that was answered, and does nothing twice that is sent again", async () => {
  const shop = await openShop(await onPostgres());
  let life = await shop.start();
  const complaints = await openForms(shop, life);
  for (const who of people) expect(await submit(shop, life, who)).toMatchObject({ shown: "closed" });
  await everythingIsOut(life);

  for (const [round, death] of deaths.entries()) {
    const requests = await Promise.all(
      people.map((who, index) =>
        noteRequest(shop, life, { who, on: complaints[index] as Message, words: `Note ${round}` }),
      ),
    );
    const sending = requests.map((request) => shop.client(life).send(request));
    await pause(death);
    life.kill();
    const outcomes = await Promise.allSettled(sending);
    expect((await life.ended).signal).toBe("SIGKILL");
    await shop.heardAll();
    await shop.minutePasses();

    life = await shop.start();
    // Slack sends again what wasn't answered; here also half of what was.
    for (const [index, request] of requests.entries()) {
      const outcome = outcomes[index];
      const wasAnswered = outcome?.status === "fulfilled" && outcome.value.status === 200;
      if (!wasAnswered || index % 2 === 0) expect((await shop.client(life).send(request)).status).toBe(200);
    }
    await everythingIsOut(life);
  }

  life.terminate();
  expect((await life.ended).code).toBe(0);
  const events = people.length * (1 + deaths.length);
  expect(await shop.run("audit")).toMatchObject({
    code: 0,
    output: expect.stringMatching(`^${people.length} cases, ${events} events, nothing altered[.]\\n`),
  });
  await shop.close();
}, 600_000);

/** The note's form is opened, filled in and ready to be sent. */
async function noteRequest(
  shop: Shop,
  life: AmendsProcess,
  { who, on, words }: { who: Person; on: Message; words: string },
): Promise<SlackRequest> {
  const card = shop.cards(on, who).at(-1);
  if (!card) throw new Error("no card");
  const slack = shop.client(life);
  await slack.pressButton(who, card, "Add note");
  const view = await vi.waitFor(() => slack.openModal(who));
  return submitRequest(shop.world, who, view, { Note: words });
}

import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { z } from "zod";
import { acmeProtocol, signingSecret } from "./acme.ts";
import { freshDatabase } from "./postgres.ts";
import {
  type AmendsProcess,
  buildRelease,
  killWhatIsLeft,
  type Release,
  runNode,
  startAmendsProcess,
} from "./process.ts";
import { app } from "./slack/cast.ts";
import { createSlackClient } from "./slack/inbound.ts";
import type { Message } from "./slack/messages.ts";
import { startFakeSlack } from "./slack/server.ts";

/** A shop whose Amends is a real process that dies and starts again, beside a Slack that outlives it. */

let release: Release;
/** An embedded database as `amends migrate` leaves it: to make one takes seconds, to copy it does not. */
let newlyMade: string;

/** To be called once in a file of tests. */
export function useRelease(): void {
  beforeAll(async () => {
    release = await buildRelease();
    newlyMade = await mkdtemp(join(tmpdir(), "amends-new-"));
    const made = await runNode([release.cli, "migrate"], { cwd: newlyMade, environment: {} });
    if (made.code !== 0) throw new Error(made.errors);
  });
  afterAll(async () => {
    killWhatIsLeft();
    await release?.remove();
    await rm(newlyMade, { recursive: true, force: true });
  });
}

/** Each has a desk of their own, because a channel gets one message a second. */
export const people = ["sam", "sue", "ann", "ben", "dina", "ada"] as const;
export type Person = (typeof people)[number];
const deskOf = (who: Person) => `desk-${who}`;

export type Shop = Awaited<ReturnType<typeof openShop>>;
type Database = { readonly url?: string; drop(): Promise<unknown> };

export const onPostgres = (): Promise<Database> => freshDatabase();
export const embedded = async (): Promise<Database> => ({ drop: async () => {} });

/** One organization with its Slack and its database, and Amends starting and dying in between. */
export async function openShop(database: Database) {
  const folder = await mkdtemp(join(tmpdir(), "amends-crash-"));
  await writeFile(join(folder, "protocol.yaml"), acmeProtocol);
  if (!database.url) await cp(join(newlyMade, "data"), join(folder, "data"), { recursive: true });
  const slack = await startFakeSlack();
  const { world } = slack;
  const staff = [app.botUserId, ...people.map((who) => world.user(who).id)];
  for (const who of people)
    world.addChannel({ key: deskOf(who), id: `C0${who.toUpperCase()}DESK`, name: deskOf(who), members: staff });
  const surroundings = {
    cwd: folder,
    environment: {
      PORT: "0",
      HOST: "127.0.0.1",
      AMENDS_TICK: "* * * * * *",
      AMENDS_PROTOCOL: "protocol.yaml",
      AMENDS_SECRET: "acme-secret-acme-secret-acme-secret",
      SLACK_BOT_TOKEN: app.botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.url,
      ...(database.url ? { DATABASE_URL: database.url } : {}),
    },
  };
  const sql = database.url ? postgres(database.url, { max: 2 }) : undefined;

  return {
    slack,
    world,
    sql,
    surroundings,
    start: () => startAmendsProcess(release, surroundings),
    client: ({ url }: AmendsProcess) =>
      createSlackClient({ appUrl: `${url}/slack/events`, signingSecret, world, timeoutMillis: 20_000 }),
    run: (command: string) => runNode([release.cli, command], surroundings),
    /** Whatever a dead process had still sent, the fake has read by the time it answers a later call. */
    heardAll: async () => void (await fetch(`${slack.url}auth.test`, { method: "POST" })),
    /** A lease lasts a minute; here it is the lease that moves, not the clock. */
    minutePasses: async () => {
      if (sql) await sql`update lanes set leased_until = greatest(0, leased_until - 60000)`;
    },
    cards: (complaint: Message, who: Person) =>
      world
        .thread(complaint.channel, complaint.ts, who)
        .filter(({ from, buttons }) => from === app.name && buttons.includes("Offer remedy")),
    close: async () => {
      await sql?.end();
      await slack.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Everyone says what went wrong, and has the flag form in front of them. */
export async function openForms({ world, client }: Shop, life: AmendsProcess): Promise<Message[]> {
  return Promise.all(
    people.map(async (who) => {
      const complaint = world.say(who, deskOf(who), "The room was dirty");
      await client(life).messageShortcut(who, complaint);
      // Slack is answered before the window opens.
      await vi.waitFor(() => client(life).openModal(who));
      return complaint;
    }),
  );
}

export const submit = ({ client }: Shop, life: AmendsProcess, who: Person) => {
  const slack = client(life);
  return slack.submit(who, slack.openModal(who), {
    "Customer name": `Guest of ${who}`,
    "Failure type": "Faulty or damaged",
  });
};

const readySchema = z.object({ delivery: z.object({ waiting: z.int(), failed: z.int() }) });

export const delivery = async ({ url }: AmendsProcess) =>
  readySchema.parse(await (await fetch(`${url}/readyz`)).json()).delivery;

export const everythingIsOut = (life: AmendsProcess) =>
  vi.waitFor(async () => expect(await delivery(life)).toEqual({ waiting: 0, failed: 0 }), {
    timeout: 20_000,
    interval: 50,
  });

import { createHandle, type Outcome, type Request } from "../../../src/app/commands/handle.ts";
import { createTick } from "../../../src/app/commands/tick.ts";
import { createElsewhere } from "../../../src/app/delivery/approver-copies.ts";
import { createDeliver } from "../../../src/app/delivery/deliver.ts";
import { createDraw } from "../../../src/app/messages/draw.ts";
import { createIdentify } from "../../../src/app/people/identities.ts";
import { createMentions } from "../../../src/app/people/mentions.ts";
import type { Caller } from "../../../src/app/ports.ts";
import { createCustomerDesk } from "../../../src/app/requests/customer-portal.ts";
import { createInbox } from "../../../src/app/requests/inbox.ts";
import type { Case } from "../../../src/core/case.ts";
import type { Command, CommandOf } from "../../../src/core/commands.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import { after, duration, type Instant } from "../../../src/core/time.ts";
import { openStore } from "../../../src/store/store.ts";
import { at, ben, openCase, rosa } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { freshDatabase } from "../../support/postgres.ts";
import { createMemoryChat, type MemoryChat } from "./chat.ts";

/** The whole application on a PostgreSQL of its own, beside a chat platform in memory, with a clock that is moved. */

export const workspace = "acme";
/** The clock never stops and nobody is ever asleep, unless a specification says so. */
export const dayAndNight: Protocol = rulesOf({ quietHours: "none" });

export const caller = (person: PersonRef, more: Partial<Caller> = {}): Caller => ({ workspace, person, ...more });

/** Rosa's complaint of `cases.ts`, as Ben flags it from her message. */
export const complaint = (more: Partial<CommandOf<"flag">> = {}): CommandOf<"flag"> => {
  const { home, complaint: words, failureType, severity } = openCase();
  const { thread: _newMessage, ...channel } = home;
  return {
    type: "flag",
    id: crypto.randomUUID(),
    source: "form",
    home: channel,
    customer: { name: "Rosa Diaz", person: rosa },
    complaint: words,
    failureType,
    severity,
    ...more,
  };
};

export type Office = Awaited<ReturnType<typeof openOffice>>;

export async function openOffice({ chat = createMemoryChat() as MemoryChat } = {}) {
  let now = at("10:00");
  let rules = dayAndNight;
  let link: string | undefined;
  const clock = { now: () => now };
  const protocol = () => rules;
  const database = await freshDatabase();
  const store = await openStore({ databaseUrl: database.url, dataDir: "", secret: "a secret of the test" });
  const chats = { [chat.chat.platform]: chat.chat };
  const logged: { readonly level: string; readonly words: string }[] = [];
  const noting = (level: string) => (_facts: object, words: string) => void logged.push({ level, words });
  const log = { info: noting("info"), warn: noting("warn"), error: noting("error") };
  const outcomes: string[] = [];
  const fired: string[] = [];

  const identify = createIdentify({ store, chats, clock });
  let ids = 0;
  const handle = createHandle({
    store,
    clock,
    protocol,
    identify,
    newId: () => `R${++ids}`,
    committed: () => {},
    observe: () => {},
  });
  const mentions = createMentions({ chats, protocol, store });
  const customerLink = async () => link;
  const draw = createDraw({ store, clock, protocol, mentions, customerLink });
  const createDelivery = () =>
    createDeliver({
      store,
      chats,
      clock,
      protocol,
      handle,
      draw,
      elsewhere: createElsewhere({ store, chats, identify, protocol, workspacesOn: async () => ["T0TEAMS"] }),
      log,
      jitter: () => 1,
      observe: (platform, outcome) => void outcomes.push(`${platform} ${outcome}`),
    });
  const deliver = createDelivery();
  const tick = createTick({ store, clock, handle, deliver, log, observe: (timer) => void fired.push(timer) });

  async function does(by: Request["by"], command: Command, more: Partial<Request> = {}): Promise<Outcome> {
    return handle({ workspace, by, command, ...more });
  }
  const changed = (outcome: Outcome): Case => {
    if (outcome.did !== "change") throw new Error(`nothing changed: ${JSON.stringify(outcome)}`);
    return outcome.kase;
  };

  return {
    store,
    chats,
    chat,
    clock,
    protocol,
    identify,
    handle,
    mentions,
    deliver,
    createDelivery,
    tick,
    inbox: createInbox({ store, chats, clock, protocol, handle, identify, customerLink }),
    desk: createCustomerDesk({ store, clock, protocol, handle }),
    logged,
    outcomes,
    fired,
    does,
    /** @throws Error where it was refused. */
    async opens(more: Partial<CommandOf<"flag">> = {}, by: PersonRef = ben): Promise<Case> {
      return changed(await does(by, complaint(more)));
    },
    /** One command of a case. @throws Error where it was refused. */
    async goesOn(kase: Case, command: Command, by: Request["by"] = ben): Promise<Case> {
      return changed(await does(by, command, { caseId: kase.id }));
    },
    async caseNow(kase: Case): Promise<Case> {
      const found = await store.findCase(workspace, { id: kase.id });
      if (!found) throw new Error("no such case");
      return found;
    },
    now: (): Instant => now,
    passes(millis: number) {
      now = after(now, duration(millis));
    },
    isNow(instant: Instant) {
      now = instant;
    },
    livesBy(next: Protocol) {
      rules = next;
    },
    links(address: string | undefined) {
      link = address;
    },
    async close() {
      await deliver.stop();
      await store.close();
      await database.drop();
    },
  };
}

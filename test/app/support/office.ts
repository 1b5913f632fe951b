import { type ApplicationParts, createApplication } from "../../../src/app/application.ts";
import type { Outcome, Request } from "../../../src/app/commands/handle.ts";
import type { Caller, Store } from "../../../src/app/ports.ts";
import { createFormSignatures } from "../../../src/app/requests/form-signatures.ts";
import type { Case } from "../../../src/core/case.ts";
import type { Command, CommandOf } from "../../../src/core/commands.ts";
import { organizationKey } from "../../../src/core/organization.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Protocol } from "../../../src/core/protocol.ts";
import { after, duration, type Instant } from "../../../src/core/time.ts";
import { openStore } from "../../../src/store/store.ts";
import { at, ben, openCase, rosa } from "../../support/cases.ts";
import { rulesOf } from "../../support/given/people.ts";
import { keepProtocol } from "../../support/keep-protocol.ts";
import { freshDatabase } from "../../support/postgres.ts";
import { createMemoryChat, type MemoryChat } from "./chat.ts";

/** The whole application on a PostgreSQL of its own, beside a chat platform in memory, with a clock that is moved. */

export const organization = organizationKey("acme");
/** The clock never stops and nobody is ever asleep, unless a specification says so. */
export const dayAndNight: Protocol = rulesOf({ quietHours: "none" });

export const caller = (person: PersonRef, more: Partial<Caller> = {}): Caller => ({ organization, person, ...more });

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
  await keepProtocol(store, dayAndNight);
  const chats = { [chat.chat.platform]: chat.chat };
  const logged: { readonly level: string; readonly words: string }[] = [];
  const noting = (level: string) => (_facts: object, words: string) => void logged.push({ level, words });
  const log = { info: noting("info"), warn: noting("warn"), error: noting("error") };
  const outcomes: string[] = [];
  const fired: string[] = [];

  // Commits wake the outbox; here it sends when a specification says so, lest its messages depend on who is faster.
  let sending = 0;
  const claimJobs: Store["claimJobs"] = async (...ask) => (sending > 0 ? store.claimJobs(...ask) : []);
  /** What a specification changed about a store holds for whoever asks it. */
  const asOne = (all: Store): Store => {
    const one: Store = { ...all, waitedForBy: () => one };
    return one;
  };
  let ids = 0;
  const parts: ApplicationParts = {
    store: { ...store, claimJobs },
    chats,
    clock,
    protocol,
    customerLink: async () => link,
    signatures: createFormSignatures({ secret: "a secret of the test", clock }),
    workspacesOn: async () => ["T0TEAMS"],
    newId: () => `R${++ids}`,
    jitter: () => 1,
    log,
    observe: {
      delivery: (platform, outcome) => void outcomes.push(`${platform} ${outcome}`),
      timer: (timer) => void fired.push(timer),
    },
  };
  /** One more process beside the same database, with what is other about it. */
  function openReplica(different: Partial<ApplicationParts> = {}) {
    const replica = createApplication({ ...parts, ...different, store: asOne(different.store ?? parts.store) });
    async function idle() {
      sending += 1;
      await replica.deliver.idle().finally(() => {
        sending -= 1;
      });
    }
    /** From here on it is left to itself. */
    function wake() {
      sending += 1;
      replica.deliver.wake();
    }
    return { ...replica, deliver: { ...replica.deliver, idle, wake } };
  }
  const application = openReplica();

  async function does(actor: Request["actor"], command: Command, more: Partial<Request> = {}): Promise<Outcome> {
    return application.handle({ organization, actor, command, ...more });
  }
  const changed = (outcome: Outcome): Case => {
    if (outcome.did !== "change") throw new Error(`nothing changed: ${JSON.stringify(outcome)}`);
    return outcome.kase;
  };

  return {
    ...application,
    openReplica,
    store,
    databaseUrl: database.url,
    chats,
    chat,
    clock,
    protocol,
    logged,
    outcomes,
    fired,
    does,
    /** @throws Error where it was refused. */
    async opens(more: Partial<CommandOf<"flag">> = {}, by: PersonRef = ben): Promise<Case> {
      return changed(await does(by, complaint(more)));
    },
    /** One command of a case. @throws Error where it was refused. */
    async goesOn(kase: Case, command: Command, by: Request["actor"] = ben): Promise<Case> {
      return changed(await does(by, command, { caseId: kase.id }));
    },
    async caseNow(kase: Case): Promise<Case> {
      const found = await store.findCase(organization, { id: kase.id });
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
      await application.deliver.stop();
      await store.close();
      await database.drop();
    },
  };
}

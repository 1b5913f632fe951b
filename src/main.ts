import { randomBytes } from "node:crypto";
import cron from "node-cron";
import { createSlack, type SlackOptions } from "../adapters/slack/index.ts";
import { createCustomerDesk } from "./app/customer-desk.ts";
import { type CustomerLink, createDeliver } from "./app/deliver.ts";
import { createElsewhere, type WorkspacesOn } from "./app/elsewhere.ts";
import { createHandle, type Outcome, type Request } from "./app/handle.ts";
import { createIdentify } from "./app/identify.ts";
import { createInbox } from "./app/inbox.ts";
import { createMentions } from "./app/mentions.ts";
import type { Chat, Clock } from "./app/ports.ts";
import { createTick } from "./app/tick.ts";
import type { Config } from "./config.ts";
import { defined } from "./core/defined.ts";
import { after, duration, instant } from "./core/time.ts";
import type { Log } from "./log.ts";
import { createProtocolSource } from "./protocol-file.ts";
import { obtainSecret } from "./secret.ts";
import { openStore } from "./store/store.ts";
import { createLinks } from "./web/links.ts";
import { createMetrics } from "./web/metrics.ts";
import { createWeb } from "./web/server.ts";

/** The composition root: the one file that sees everything. */

export type Amends = {
  /** Where this process listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Lets the clock act now, as the tick does. */
  tick(): Promise<void>;
  /** Resolves when everything that is due has been handed to the platforms. */
  idle(): Promise<void>;
  /** Takes no more requests, finishes what is in hand, closes. */
  stop(): Promise<void>;
};

export type Surroundings = { readonly log: Log; readonly clock?: Clock };

/** One organization on all its platforms; with many workspaces each Slack team is an organization of its own. */
const onlyWorkspace = "main";
/** A customer's link that is not about a survey lives this long. */
const linkLife = duration(30 * 24 * 3_600_000);

const systemClock: Clock = { now: () => instant(Date.now()) };

/** @throws ConfigError, ProtocolError, DataDirInUseError or what the database or a platform says, in words for the operator. */
export async function startAmends(config: Config, { log, clock = systemClock }: Surroundings): Promise<Amends> {
  const source = createProtocolSource({ log, ...defined({ path: config.protocolPath }) });
  const protocol = () => source.current();
  const secret = await obtainSecret(config);
  const store = await openStore({
    dataDir: config.dataDir,
    secret,
    log: (words) => log.info({}, words),
    ...defined({ databaseUrl: config.databaseUrl }),
  });
  const metrics = createMetrics();
  const links = createLinks({ secret, publicUrl: config.publicUrl, clock });

  /** Filled below: the platforms need the inbox, and the inbox what the platforms know of people. */
  const chats: { slack?: Chat } = {};
  const identify = createIdentify({ store, chats, clock });
  const handle = createHandle({
    store,
    clock,
    protocol,
    identify,
    newId: () => randomBytes(6).toString("base64url"),
    committed: () => deliver.wake(),
    observe: count,
  });
  /** Only where staff must send it: a customer who is reached by direct message needs no link. */
  const customerLink: CustomerLink = async (kase) => {
    const needed = !kase.customer.person || kase.undelivered.length > 0;
    const expiresAt = kase.survey?.expiresAt ?? after(clock.now(), linkLife);
    return needed ? links.customerLink({ workspace: kase.workspace, caseId: kase.id, expiresAt }) : undefined;
  };
  const workspacesOn: WorkspacesOn = (platform, organization) => store.platformWorkspaces(organization, platform);
  const deliver = createDeliver({
    store,
    chats,
    clock,
    protocol,
    handle,
    mentions: createMentions({ chats, protocol, store }),
    elsewhere: createElsewhere({ store, chats, protocol, workspacesOn }),
    customerLink,
    log,
    jitter: Math.random,
    observe: (platform, outcome, lagMillis) => {
      metrics.deliveries.inc({ platform, outcome });
      if (outcome === "sent") metrics.deliveryLagSeconds.observe(lagMillis / 1000);
    },
  });
  const inbox = createInbox({ store, chats, clock, protocol, handle, identify, customerLink });
  const web = createWeb({
    log,
    clock,
    metrics,
    links,
    publicUrl: config.publicUrl,
    ready: () => store.ready(),
    backlog: () => store.backlog(clock.now()),
    customerDesk: createCustomerDesk({ store, clock, protocol, handle }),
    landing: () => ({
      organization: protocol().organization,
      platforms: [
        {
          platform: "slack",
          state: config.slack ? "connected" : "not-set-up",
          ...defined({ how: config.slack?.mode }),
        },
      ],
      database: config.databaseUrl ? "postgres" : "embedded",
      protocol: config.protocolPath ? "file" : "built-in",
      secretIsSet: config.secret !== undefined,
    }),
  });
  const slack = config.slack && createSlack(slackOptions(config.slack));
  if (slack) chats.slack = slack.chat;

  const actOnTime = createTick({
    store,
    clock,
    handle,
    deliver,
    log,
    observe: (timer) => metrics.timersFired.inc({ timer }),
  });
  const tick = async (): Promise<void> => {
    await source.reload();
    await actOnTime();
  };
  const schedule = cron.createTask(
    config.tick,
    () => tick().catch((error: unknown) => log.error({ err: error }, "a tick failed")),
    {
      noOverlap: true,
    },
  );

  try {
    await slack?.start();
    const { url } = await web.listen({ host: config.host, port: config.port });
    await schedule.start();
    deliver.wake();
    return { url, tick, idle: () => deliver.idle(), stop };
  } catch (error) {
    await stop();
    throw error;
  }

  async function stop(): Promise<void> {
    await schedule.destroy();
    await slack?.stop();
    await web.close();
    await deliver.stop();
    await store.close();
  }

  function slackOptions(given: NonNullable<Config["slack"]>): SlackOptions {
    const common = {
      inbox,
      log,
      clock,
      workspaceOf: (team: string) => (given.mode === "oauth" ? team : onlyWorkspace),
      groupsToKnow: () =>
        protocol().roles.flatMap(({ members }) => members.filter((member) => /^slack:S/.test(member))),
      ...defined({ apiUrl: given.apiUrl }),
    };
    switch (given.mode) {
      case "http":
        return { ...common, ...given, app: web.app };
      case "socket":
        return { ...common, ...given };
      case "oauth":
        return {
          ...common,
          ...given,
          app: web.app,
          publicUrl: config.publicUrl,
          installations: {
            get: (team) => store.installation("slack", team),
            save: (team, token) => store.saveInstallation("slack", team, token),
            remove: (team) => store.removeInstallation("slack", team),
          },
        };
    }
  }

  function count({ command: { type: command }, key }: Request, outcome: Outcome): void {
    metrics.commands.inc({ command, outcome: outcome.did });
    if (outcome.did === "refuse") metrics.refusals.inc({ code: outcome.refusal.code });
    if (outcome.did !== "change") return;
    const facts = defined({ case: outcome.kase.number, request: key, command });
    log.info({ ...facts, events: outcome.events.map(({ type }) => type) }, "a case changed");
  }
}

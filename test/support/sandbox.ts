import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  createSandbox,
  createSandboxClock,
  type SandboxOptions,
  sandboxProtocolText,
} from "../../adapters/sandbox/index.ts";
import { createApplication } from "../../src/app/application.ts";
import type { Chat } from "../../src/app/ports.ts";
import { defined } from "../../src/core/defined.ts";
import { createLog, type LogLevel } from "../../src/log.ts";
import { parseProtocol } from "../../src/protocol-file.ts";
import { openStore } from "../../src/store/store.ts";
import type { LandingFacts } from "../../src/web/landing/landing-facts.ts";
import { createLinks } from "../../src/web/links.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import { createWeb } from "../../src/web/server.ts";

/** A whole Amends with the sandbox as its only platform, as `src/main.ts` composes it. */

export type OpenSandbox = Awaited<ReturnType<typeof openSandbox>>;

export type SandboxSetting = {
  /** Without it the embedded database is used. */
  readonly databaseUrl?: string;
  /** Kept by whoever names it; else one of its own, which is removed at the end. */
  readonly folder?: string;
  readonly port?: number;
  /** The machine's clock, epoch milliseconds. */
  readonly machine?: () => number;
  readonly protocolText?: string;
  readonly logLevel?: LogLevel;
  readonly previews?: SandboxOptions["previews"];
};

const landing: LandingFacts = {
  organization: "Harbor & Pine",
  platforms: [],
  database: "embedded",
  protocol: "built-in",
  secretIsSet: false,
};

export async function openSandbox(setting: SandboxSetting = {}) {
  const folder = setting.folder ?? (await mkdtemp(join(tmpdir(), "amends-sandbox-")));
  const parsed = parseProtocol(setting.protocolText ?? sandboxProtocolText, "sandbox");
  if (!("protocol" in parsed)) throw new Error(JSON.stringify(parsed.problems));
  const protocol = () => parsed.protocol;
  const log = createLog({ level: setting.logLevel ?? "silent" });
  const clock = createSandboxClock({ folder, ...defined({ machine: setting.machine }) });
  const secret = "a-secret-for-the-sandbox-in-tests-only";
  const store = await openStore({ dataDir: folder, secret, ...defined({ databaseUrl: setting.databaseUrl }) });
  const chats: { sandbox?: Chat } = {};
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${clock.now().toString(36)}${ids.toString(36)}`;
  };
  const application = createApplication({
    store,
    chats,
    clock,
    protocol,
    newId,
    customerLink: async () => undefined,
    workspacesOn: async () => [],
    jitter: () => 0.5,
    log,
  });
  const { inbox, deliver, tick } = application;
  const publicUrl = "http://localhost:3000";
  const web = createWeb({
    log,
    clock,
    metrics: createMetrics(),
    links: createLinks({ secret, publicUrl, clock }),
    publicUrl,
    ready: () => store.ready(),
    backlog: () => store.backlog(clock.now()),
    progress: { read: () => ({ tickSeconds: 0, claimSeconds: 0, lateAfterSeconds: 30 }) },
    customerPortal: application.customerPortal,
    landing: () => landing,
    landingAt: "/setup",
  });
  const sandbox = createSandbox({
    app: web.app,
    inbox,
    log,
    clock,
    folder,
    publicUrl,
    newId,
    tick,
    idle: () => deliver.idle(),
    records: store,
    protocol,
    previews: setting.previews ?? {},
  });
  chats.sandbox = sandbox.chat;
  const { url } = await web.listen({ host: "127.0.0.1", port: setting.port ?? 0 });
  deliver.wake();

  return {
    url,
    folder,
    clock,
    store,
    sandbox,
    tick,
    idle: () => deliver.idle(),
    async close() {
      sandbox.stop();
      await web.close();
      await deliver.stop();
      await store.close();
      if (setting.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

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
import { createFormSignatures } from "../../src/app/requests/form-signatures.ts";
import { defined } from "../../src/core/defined.ts";
import { createLog, type LogLevel } from "../../src/log.ts";
import { parseProtocol } from "../../src/protocol-file.ts";
import { openStore } from "../../src/store/store.ts";
import type { LandingFacts } from "../../src/web/landing/landing-facts.ts";
import { createLinks } from "../../src/web/links.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import { createAdapterRoutes, createWeb } from "../../src/web/server.ts";
import { keepProtocol } from "./keep-protocol.ts";

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
  await keepProtocol(store, protocol());
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${clock.now().toString(36)}${ids.toString(36)}`;
  };
  const app = createAdapterRoutes();
  const publicUrl = "http://localhost:3000";
  const sandbox = createSandbox({
    app,
    log,
    clock,
    folder,
    publicUrl,
    newId,
    records: store,
    protocol,
    previews: setting.previews ?? {},
  });
  const application = createApplication({
    store,
    chats: { sandbox: sandbox.chat },
    clock,
    protocol,
    newId,
    customerLink: async () => undefined,
    signatures: createFormSignatures({ secret, clock }),
    workspacesOn: async () => [],
    jitter: () => 0.5,
    log,
  });
  const { inbox, deliver, tick } = application;
  const web = createWeb({
    app,
    log,
    clock,
    metrics: createMetrics(),
    links: createLinks({ secret, publicUrl, clock }),
    publicUrl,
    ready: () => store.ready(),
    backlog: () => store.backlog(clock.now()),
    progress: () => ({ tickSeconds: 0, claimSeconds: 0, lateAfterSeconds: 30 }),
    customerPortal: application.customerPortal,
    landing: () => landing,
    landingAt: "/setup",
  });
  sandbox.listen({ inbox, tick, idle: () => deliver.idle() });
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

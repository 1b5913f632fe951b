import { afterEach } from "vitest";
import type { DegradedSource } from "../../src/app/degraded.ts";
import type { Backlog } from "../../src/app/ports.ts";
import type { Answered, CustomerPage, CustomerPortal } from "../../src/app/requests/customer-portal.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { after, duration, instant } from "../../src/core/time.ts";
import { createLog } from "../../src/log.ts";
import type { LandingFacts } from "../../src/web/landing/landing-facts.ts";
import { createLinks } from "../../src/web/links.ts";
import { createMetrics } from "../../src/web/metrics.ts";
import type { Progress } from "../../src/web/progress.ts";
import { createAdapterRoutes, createWeb, type Web } from "../../src/web/server.ts";

/** A whole server on loopback with stand-ins for what lies behind it. */

export const noon = instant(Date.UTC(2026, 2, 4, 12));
export const secret = "a secret of the test, long enough";

export const facts: LandingFacts = {
  organization: "Acme Travel",
  platforms: [{ platform: "slack", state: "not-set-up" }],
  database: "embedded",
  protocol: "built-in",
  secretIsSet: false,
};

export const page: CustomerPage = {
  organization: "Acme Travel",
  customerName: "Nora Lind",
  caseNumber: 12,
  apology: {
    text: "We sent your suitcase to the wrong city. That was our mistake.",
    at: instant(Date.UTC(2026, 2, 2, 15, 4)),
  },
  updates: [{ text: "It is on its way to you.", at: instant(Date.UTC(2026, 2, 3, 9, 30)) }],
  remedies: ["Refund of $40.00"],
  survey: "open",
  answers: {},
  locale: "en-US",
  zone: "America/New_York",
};

type Call = {
  readonly what: "answer" | "stop";
  readonly answers?: unknown;
  readonly comment?: string | undefined;
  readonly key: string;
};

/** A portal with one case, that remembers what it was asked. */
export const createPortal = (shown: CustomerPage | undefined, outcome: () => Answered = () => "thanks") => {
  const calls: Call[] = [];
  const portal: CustomerPortal = {
    open: async () => shown,
    async answer(_workspace, _caseId, answers, comment, key) {
      calls.push({ what: "answer", answers, comment, key });
      return outcome();
    },
    async optOut(_workspace, _caseId, key) {
      calls.push({ what: "stop", key });
      return outcome();
    },
  };
  return { portal, calls };
};

export type Around = {
  portal?: CustomerPortal;
  ready?: () => Promise<void>;
  backlog?: () => Promise<Backlog>;
  degraded?: readonly DegradedSource[];
  progress?: Partial<ReturnType<Progress["read"]>>;
  connections?: { most: number; inUse: number; waiting: number };
  landing?: () => LandingFacts;
  publicUrl?: string;
  mount?: (app: ReturnType<typeof createAdapterRoutes>) => void;
};

const inTime = { tickSeconds: 1, claimSeconds: 2, lateAfterSeconds: 30 };

const running: Web[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((web) => web.close(0)));
});

/** Starts a server; it is closed after the test. */
export const startWeb = async (around: Around = {}) => {
  const logged: string[] = [];
  const log = createLog({ level: "info", destination: { write: (line) => void logged.push(line) } });
  const clock = { now: () => noon };
  const publicUrl = around.publicUrl ?? "http://localhost:3000";
  const links = createLinks({ secret, publicUrl, clock });
  const metrics = createMetrics();
  let ids = 0;
  const app = createAdapterRoutes();
  const web = createWeb({
    app,
    log,
    clock,
    ready: around.ready ?? (async () => {}),
    backlog: around.backlog ?? (async () => ({ waiting: 0, failed: 0, muted: 0 })),
    degraded: around.degraded ?? [],
    progress: () => ({ ...inTime, ...around.progress }),
    connections: () => around.connections,
    metrics,
    customerPortal: around.portal ?? createPortal(page).portal,
    links,
    landing: around.landing ?? (() => facts),
    publicUrl,
    timeoutMillis: 30,
    newId: () => `id-${ids++}-of-the-test`,
  });
  running.push(web);
  const { url } = await web.listen({ host: "127.0.0.1", port: 0 });
  around.mount?.(app);
  const link = await links.customerLink({
    organization: organizationKey("T0ACME"),
    caseId: "C1",
    expiresAt: after(noon, duration(86_400_000)),
  });
  return { web, url, metrics, logged, links, customerPath: new URL(link).pathname };
};

/** Sends a form as a browser without scripts does. */
export const send = (address: string, fields: Record<string, string>) =>
  fetch(address, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });

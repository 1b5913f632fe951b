import { randomUUID } from "node:crypto";
import express, { type Express, type RequestHandler } from "express";
import helmet from "helmet";
import type { DegradedSource } from "../app/degraded.ts";
import type { Backlog, Clock } from "../app/ports.ts";
import type { CustomerPortal } from "../app/requests/customer-portal.ts";
import type { Log } from "../log.ts";
import { assets } from "./assets.ts";
import { backlogDegraded } from "./backlog-degraded.ts";
import { customerRoutes } from "./customer/customer-page.tsx";
import { answerDefect, answerNothingHere, createReport } from "./fallbacks.ts";
import { allDegraded, healthz, readyz } from "./health.ts";
import { landingPage } from "./landing/landing.tsx";
import type { LandingFacts } from "./landing/landing-facts.ts";
import type { Links } from "./links.ts";
import { type Metrics, type MetricsPage, metricsPage } from "./metrics.ts";
import { createPages } from "./page.tsx";
import type { Progress } from "./progress.ts";
import { createServerSocket, type ServerSocket } from "./server-socket.ts";

/**
 * HTTP: everything that is asked of Amends from outside. Body parsers belong to routes, never to the app: `/slack/events`
 * must see the raw body to check Slack's signature.
 */

export type WebOptions = {
  /** The adapters' routes. */
  readonly app: Express;
  readonly log: Log;
  readonly clock: Clock;
  /** Resolves when the database answers and its migrations are applied. */
  readonly ready: () => Promise<void>;
  readonly backlog: () => Promise<Backlog>;
  /** What else may say that it doesn't work as it should. */
  readonly degraded?: readonly DegradedSource[];
  readonly progress: () => ReturnType<Progress["read"]>;
  /** The pool's connections; undefined where there is no pool. */
  readonly connections?: MetricsPage["connections"];
  readonly metrics: Metrics;
  readonly customerPortal: CustomerPortal;
  readonly links: Links;
  /** What the setup page says. */
  readonly landing: () => LandingFacts;
  /** Where the setup page is: `/`, unless something else is mounted there, such as the sandbox. */
  readonly landingAt?: string;
  /** Where people reach this server; a path in it is the prefix that a proxy strips. */
  readonly publicUrl: string;
  /** How long health checks wait for the database, in milliseconds. */
  readonly timeoutMillis?: number;
  readonly newId?: () => string;
};

export type Web = ServerSocket;

/**
 * Where adapters mount their routes, at any time. Served by the web server, it has security headers and, after it, the pages
 * for nothing-here and for errors; it has no body parser.
 */
export const createAdapterRoutes = (): Express => bareApp();

/** Pages load nothing but our stylesheet and icon. A route that needs more sets its own policy. */
const securityHeaders = (publicUrl: string) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    xFrameOptions: { action: "deny" },
    // Behind plain HTTP the header means nothing, and on a laptop it would lock other local servers to HTTPS.
    strictTransportSecurity: publicUrl.startsWith("https:"),
  });

const bareApp = (): Express => express().disable("x-powered-by");

export const createWeb = (options: WebOptions): Web => {
  const { log, clock, metrics, publicUrl } = options;
  const { newId = randomUUID, timeoutMillis = 2000 } = options;
  const pages = createPages(publicUrl);
  const report = createReport(log, newId);

  const timed =
    (kind: string): RequestHandler =>
    (_request, response, next) => {
      const done = metrics.requestSeconds.startTimer({ kind });
      response.once("finish", done);
      next();
    };

  const outer = bareApp();
  // Proxies stand in private networks; a stranger's X-Forwarded-For counts for nothing.
  outer.set("trust proxy", "loopback, linklocal, uniquelocal");
  outer.use(securityHeaders(publicUrl));

  outer.get("/healthz", healthz);
  const { ready, backlog, progress, connections = () => undefined } = options;
  const sources = [async () => backlogDegraded(await backlog(), clock), ...(options.degraded ?? [])];
  const degraded = () => allDegraded(sources, log, timeoutMillis);
  outer.get("/readyz", readyz({ ready, backlog, degraded, progress, log, timeoutMillis }));
  outer.get("/metrics", metricsPage({ metrics, backlog, degraded, progress, connections, clock, log, timeoutMillis }));
  for (const { path, handler } of assets) outer.get(path, handler);
  outer.get(options.landingAt ?? "/", timed("landing"), (_request, response) => {
    response.set("Cache-Control", "no-cache").send(landingPage(pages, options.landing(), publicUrl));
  });
  outer.use("/s", timed("customer"));
  outer.use(customerRoutes({ customerPortal: options.customerPortal, links: options.links, pages, newId, report }));

  outer.use(options.app);
  outer.use(answerNothingHere(pages));
  outer.use(answerDefect(pages, report));

  return createServerSocket(outer);
};

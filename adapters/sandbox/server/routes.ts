import express, { type Express, type Request, type RequestHandler } from "express";
import { z } from "zod";
import type { Inbox } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import type { Log } from "../../../src/log.ts";
import { assets } from "../pages/assets.ts";
import { worldHeader } from "../pages/page.tsx";
import { answerFailure } from "../pages/toasts.tsx";
import type { Views } from "../pages/views.tsx";
import { threadOf } from "../world/cases-in-view.ts";
import { firstChannel, isOutsider, mayRead, maySee, refOf } from "../world/cast.ts";
import type { Homes } from "../world/chat.ts";
import { addressOf } from "../world/reader.ts";
import { type ByPerson, beginning, frontDoor, lead, noticeIn, one, someone } from "./asked.ts";
import { createInbound } from "./inbound.ts";
import { createAnswer } from "./replies.tsx";
import { knownHostOnly, sameOriginOnly } from "./same-origin.ts";
import { createSaying } from "./saying.tsx";
import { mountWorldRoutes, type WorldParts } from "./world-routes.tsx";

/** Everything the sandbox answers over HTTP. A window is `/as/<person>/…`, so that two windows can be two people. */

type Parts = WorldParts & {
  readonly app: Express;
  readonly inbox: Inbox;
  /** The operator's own address for it, which is answered beside this machine's names. */
  readonly publicUrl: string;
  readonly log: Log;
  readonly views: Views;
  readonly homes: Homes;
  readonly newId: () => string;
};

/** Our own scripts and styles, and nothing else from anywhere; no inline script, no inline style. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const dismissBody = z.object({ message: z.string() });

const wholePage: RequestHandler = (_request, response, next) => {
  response.set({ "Content-Security-Policy": contentPolicy, "Cache-Control": "no-store" });
  next();
};

export function mountRoutes(parts: Parts): void {
  const { app, inbox, log, world, views, live, homes, newId } = parts;
  const answer = createAnswer(world);
  const inbound = createInbound({ inbox, world, answer, readerOf: views.readerOf });

  app.get("/", (_request, response) => response.redirect(302, frontDoor));

  const pages = express.Router({ mergeParams: true });
  pages.use(knownHostOnly(parts.publicUrl));
  pages.use(wholePage);

  // Whoever looks at a world that was left behind would act on cases that nobody sees any more.
  pages.use((asked: ByPerson, response, next) => {
    const shown = asked.get(worldHeader);
    if (shown === undefined || shown === world.workspace()) return next();
    lead(asked, response, beginning(someone(asked), "fresh"));
  });

  pages.get("/", (asked: ByPerson, response) => lead(asked, response, addressOf(someone(asked), firstChannel)));

  pages.get("/c/:channel", async (asked: Request<{ person: string; channel: string }>, response) => {
    const me = someone(asked);
    const { channel } = asked.params;
    const thread = one(asked.query.thread);
    const root = thread === undefined ? undefined : world.find(thread);
    if (!mayRead(me, channel)) return lead(asked, response, addressOf(me, firstChannel));
    if (thread !== undefined && !(root?.channel === channel && maySee(me, root)))
      return lead(asked, response, addressOf(me, channel));
    await world.see(me.id, channel);
    response.send(
      await views.channel(me, channel, { thread, inspect: asked.query.inspect !== undefined, notice: noticeIn(asked) }),
    );
  });

  pages.get("/home", async (asked: ByPerson, response) => {
    const me = someone(asked);
    const person = refOf(me, world.workspace());
    const outsider = isOutsider(me) || undefined;
    await inbox.homeOpened(defined({ organization: world.organization(), person, outsider }));
    response.send(await views.home(me, homes.get(me.id) ?? [], asked.query.inspect !== undefined));
  });

  pages.get("/go/:message", (asked: Request<{ person: string; message: string }>, response) => {
    const me = someone(asked);
    const message = world.find(asked.params.message);
    const isOpen = message && maySee(me, message);
    const to = isOpen ? addressOf(me, message.channel, { thread: threadOf(message) }) : beginning(me, "gone");
    lead(asked, response, to);
  });

  pages.get("/live", live.open(world.version));

  pages.post("/{*what}", sameOriginOnly, express.urlencoded({ extended: false, limit: "200kb" }));
  pages.post("/press", (asked: ByPerson, response) => inbound.press(asked, response));
  pages.post("/submit", (asked: ByPerson, response) => inbound.submit(asked, response));
  pages.post("/flag", (asked: ByPerson, response) => inbound.flag(asked, response));
  pages.post("/say", createSaying({ inbox, world, inbound, answer }));

  pages.post("/dismiss", async (asked: ByPerson, response) => {
    const { message: id } = dismissBody.parse(asked.body);
    // Only what nobody else sees can be put away.
    if (world.find(id)?.onlyFor === someone(asked).id) await world.remove(id);
    inbound.show(response, "");
  });

  mountWorldRoutes(pages, inbound, parts);

  pages.use(answerFailure(log, newId));
  app.use("/as/:person", pages);
  for (const { path, handler } of assets) app.get(path, handler);
}

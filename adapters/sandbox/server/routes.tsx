import express, { type Express, type Request, type RequestHandler, type Response } from "express";
import { z } from "zod";
import type { Inbox } from "../../../src/app/ports.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { Log } from "../../../src/log.ts";
import { fragment, worldHeader } from "../pages/page.tsx";
import { questionDialog } from "../pages/questions.tsx";
import { addressOf, baseOf } from "../pages/reader.ts";
import { answerFailure, Happened, isNotice, type NoticeId } from "../pages/toasts.tsx";
import type { Views } from "../pages/views.tsx";
import { threadOf } from "../world/cases-in-view.ts";
import { firstChannel, isOutsider, type Member, mayRead, memberOf, members, refOf } from "../world/cast.ts";
import type { Homes } from "../world/chat.ts";
import type { Live } from "../world/live.ts";
import type { SkipAhead, stretches } from "../world/skip-ahead.ts";
import type { World } from "../world/world.ts";
import { assets } from "./assets.ts";
import { createInbound, NotAllowed } from "./inbound.ts";
import { createAnswer } from "./replies.tsx";
import { knownHostOnly, sameOriginOnly } from "./same-origin.ts";
import { createSaying } from "./saying.tsx";

/** Everything the sandbox answers over HTTP. A window is `/as/<person>/…`, so that two windows can be two people. */

type Parts = {
  readonly app: Express;
  readonly inbox: Inbox;
  /** The operator's own address for it, which is answered beside this machine's names. */
  readonly publicUrl: string;
  readonly log: Log;
  readonly world: World;
  readonly views: Views;
  readonly live: Live;
  readonly homes: Homes;
  readonly skipAhead: SkipAhead;
  readonly startOver: () => Promise<void>;
  readonly newId: () => string;
  readonly now: () => Instant;
};

type ByPerson = Request<{ person: string }>;

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

const wholePage: RequestHandler = (_request, response, next) => {
  response.set({ "Content-Security-Policy": contentPolicy, "Cache-Control": "no-store" });
  next();
};

const one = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

export function mountRoutes(parts: Parts): void {
  const { app, inbox, log, world, views, live, homes, newId } = parts;
  const answer = createAnswer(world);
  const inbound = createInbound({ inbox, world, answer, readerOf: views.readerOf });

  /** A part of a page that isn't there any more, as after "Start over", leads to where everything begins. */
  const lead = (asked: Request, response: Response, to: string): void => {
    if (asked.get("HX-Request")) response.set("HX-Redirect", to).status(204).end();
    else response.redirect(302, to);
  };

  const begin = members[0]?.id ?? "sam";
  app.get("/", (_request, response) => response.redirect(302, addressOf({ id: begin }, firstChannel)));

  const pages = express.Router({ mergeParams: true });
  pages.use(knownHostOnly(parts.publicUrl));
  pages.use(wholePage);

  const someone = (asked: ByPerson): Member => {
    const me = memberOf(asked.params.person);
    if (!me) throw new NotAllowed("nobody by that name");
    return me;
  };

  const noticeIn = (asked: Request): NoticeId | undefined => {
    const text = one(asked.query.notice);
    return text !== undefined && isNotice(text) ? text : undefined;
  };
  const beginning = (me: Pick<Member, "id">, notice: NoticeId): string =>
    `${addressOf(me, firstChannel)}?notice=${notice}`;

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
    if (thread !== undefined && root?.channel !== channel) return lead(asked, response, addressOf(me, channel));
    await world.see(me.id, channel);
    response.send(
      await views.channel(me, channel, { thread, inspect: asked.query.inspect !== undefined, notice: noticeIn(asked) }),
    );
  });

  pages.get("/home", async (asked: ByPerson, response) => {
    const me = someone(asked);
    const workspace = world.workspace();
    await inbox.homeOpened({ workspace, person: refOf(me, workspace), ...(isOutsider(me) ? { outsider: true } : {}) });
    response.send(await views.home(me, homes.get(me.id) ?? [], asked.query.inspect !== undefined));
  });

  pages.get("/go/:message", (asked: Request<{ person: string; message: string }>, response) => {
    const me = someone(asked);
    const message = world.find(asked.params.message);
    const isOpen = message && mayRead(me, message.channel);
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
    const { message: id } = z.object({ message: z.string() }).parse(asked.body);
    // Only what nobody else sees can be put away.
    if (world.find(id)?.onlyFor === someone(asked).id) await world.remove(id);
    inbound.show(response, "");
  });

  pages.post("/guide", async (asked: ByPerson, response) => {
    const { show } = z.object({ show: z.enum(["yes", "no"]) }).parse(asked.body);
    await world.showGuide(show === "yes");
    inbound.show(response, "");
  });

  pages.post("/skip", async (asked: ByPerson, response) => {
    const { to } = z
      .object({ to: z.literal(["next", "hour", "day"] satisfies (keyof typeof stretches)[]) })
      .parse(asked.body);
    const happened = await parts.skipAhead(to);
    // Every window shows the clock.
    live.tell();
    inbound.show(response, fragment(<Happened happened={happened} stretch={to} now={parts.now()} />));
  });

  pages.post("/start-over", async (asked: ByPerson, response) => {
    const me = someone(asked);
    if (z.object({ confirmed: z.string().optional() }).parse(asked.body).confirmed !== "yes") {
      const question =
        "Every message and case of this world is left behind, for everyone in it, and the clock goes back to the present. A fresh world begins.";
      const action = `${baseOf(me)}/start-over`;
      inbound.show(
        response,
        questionDialog({ title: "Start over?", question, label: "Start over", isDanger: true, action, values: {} }),
      );
      return;
    }
    await parts.startOver();
    response
      .set("HX-Redirect", addressOf({ id: begin }, firstChannel))
      .status(204)
      .end();
  });

  pages.use(answerFailure(log, newId));
  app.use("/as/:person", pages);
  for (const { path, handler } of assets) app.get(path, handler);
}

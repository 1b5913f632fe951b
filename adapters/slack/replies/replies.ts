import type { ModalView } from "@slack/types";
import type { Place } from "../../../src/core/case.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { Form, Reply, Rich } from "../../../src/views/elements.ts";
import { codeOf } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";
import { cardsModal, noticeModal, toModal } from "../drawing/forms.ts";
import { type Drawn, renderCard, renderCards, renderNotice } from "../drawing/render.ts";
import { words } from "../words.ts";

/** A reply shown where the person is looking. Which ways there are depends on what was pressed: see `reply-routes.ts`. */

/** One way to show words to one person; @throws when it doesn't work, so that the next is tried. */
export type ReplyRoute = (shown: { readonly message: Drawn; readonly modal: () => ModalView }) => Promise<void>;

export type ReplyRoutes = {
  /** Opens a form. Slack gives 3 seconds from the press. */
  readonly open?: (view: ModalView) => Promise<void>;
  /** Tried in order until one works. */
  readonly tell: readonly ReplyRoute[];
};

export type Show = {
  readonly now: () => Instant;
  readonly log: Log;
  readonly newReference: () => string;
  /** Finds out who can read there, before it matters. */
  readonly foresee: (place: Place) => void;
};

const expired = new Set(["expired_trigger_id", "trigger_expired"]);
/** The same press delivered again: its first delivery has opened the form. */
const exchanged = new Set(["exchanged_trigger_id", "trigger_exchanged"]);

const notice = (text: Rich, now: Instant): Parameters<ReplyRoute>[0] => ({
  message: renderNotice(text, now),
  modal: () => noticeModal(text, now),
});

const cardsShown = (reply: Extract<Reply, { show: "card" | "cards" }>, now: Instant): Parameters<ReplyRoute>[0] =>
  reply.show === "card"
    ? { message: renderCard(reply.card, now), modal: () => cardsModal([reply.card], now) }
    : { message: renderCards(reply.cards, now), modal: () => cardsModal(reply.cards, now) };

/** @returns whether any way worked. */
const first = async (
  routes: readonly ReplyRoute[],
  shown: Parameters<ReplyRoute>[0],
  { log }: Show,
): Promise<boolean> => {
  for (const way of routes) {
    try {
      await way(shown);
      return true;
    } catch (error) {
      log.warn({ slack: codeOf(error) ?? "no_answer" }, "a reply could not be shown this way");
    }
  }
  return false;
};

export const tell = (routes: ReplyRoutes, text: Rich, show: Show): Promise<boolean> =>
  first(routes.tell, notice(text, show.now()), show);

/** Where a case is worked on depends on who can read there: asked while the form is filled in, not when it is submitted. */
const foreseeHome = ({ id, about }: Form, show: Show): void => {
  if (id === "flag" && about.place) show.foresee(about.place);
};

const openForm = async (routes: ReplyRoutes, view: ModalView, show: Show): Promise<boolean> => {
  try {
    if (!routes.open) throw new Error("there is nothing here to open a form with");
    await routes.open(view);
    return true;
  } catch (error) {
    const code = codeOf(error);
    if (code !== undefined && exchanged.has(code)) return true;
    if (code !== undefined && expired.has(code)) return tell(routes, words.tooLate, show);
    const reference = show.newReference();
    show.log.error({ err: error, reference, slack: code, form: view.callback_id }, "Slack did not open a form");
    return tell(routes, words.didNotOpen(reference), show);
  }
};

/** Shows what the application answered. By now everything is committed: what fails here loses words, not work. */
export const answer = (reply: Reply, routes: ReplyRoutes, show: Show): Promise<boolean> => {
  switch (reply.show) {
    case "form":
      foreseeHome(reply.form, show);
      return openForm(routes, toModal(reply.form, show.now()), show);
    case "errors":
      return tell(routes, [Object.values(reply.errors).join(" ")], show);
    case "notice":
      return tell(routes, reply.text, show);
    case "card":
    case "cards":
      return first(routes.tell, cardsShown(reply, show.now()), show);
    case "nothing":
      return Promise.resolve(true);
  }
};

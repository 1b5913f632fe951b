import { setTimeout } from "node:timers/promises";
import type { ViewResponseAction } from "@slack/bolt";
import type { Reply, Rich } from "../../../src/views/elements.ts";
import { noticeModal, toModal, toViewErrors } from "../drawing/forms.ts";
import type { View } from "../payloads.ts";
import { answer, type ReplyRoutes, type Show, tell } from "./replies.ts";

/** What the window of a submitted form does next. Nothing means that it closes. */

const update = (text: Rich, show: Show): ViewResponseAction => ({
  response_action: "update",
  view: noticeModal(text, show.now()),
});

const inputsOf = ({ blocks }: View): string[] =>
  blocks.flatMap(({ type, block_id }) => (type === "input" && block_id !== undefined ? [block_id] : []));

/** The form stays open with what was typed; a form without any field can only show the words instead. */
export const withErrors = (view: View, errors: Readonly<Record<string, string>>, show: Show): ViewResponseAction => {
  const byField = toViewErrors(errors, inputsOf(view));
  return byField ? { response_action: "errors", errors: byField } : update([Object.values(errors).join(" ")], show);
};

/** A defect: said on the form itself, at once, so that what was typed isn't lost. */
export const withDefect = (view: View, text: string, show: Show): ViewResponseAction =>
  withErrors(view, { "": text }, show);

/** Milliseconds. The window waits 3 seconds for its answer, and the work before has taken some of them. */
const timeoutMillis = 1_000;

/** Words that take longer are shown in the window too: better twice than a window that says it failed. */
const soon = (told: Promise<boolean>): Promise<boolean> => {
  const waiting = new AbortController();
  const late = setTimeout(timeoutMillis, false, { signal: waiting.signal }).catch(() => false);
  return Promise.race([told, late]).finally(() => waiting.abort());
};

/** Words that reach the person nowhere else are shown in the window. */
export const afterSubmit = async (
  reply: Reply,
  view: View,
  routes: ReplyRoutes,
  show: Show,
): Promise<ViewResponseAction | undefined> => {
  switch (reply.show) {
    case "form":
      return { response_action: "update", view: toModal(reply.form, show.now()) };
    case "errors":
      return withErrors(view, reply.errors, show);
    case "notice":
      return (await soon(tell(routes, reply.text, show))) ? undefined : update(reply.text, show);
    case "card":
    case "cards": {
      const fallback =
        reply.show === "card" ? reply.card.fallback : reply.cards.map((card) => card.fallback).join("\n");
      return (await soon(answer(reply, routes, show))) ? undefined : update([fallback], show);
    }
    case "nothing":
      return undefined;
  }
};

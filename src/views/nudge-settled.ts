import { type Case, findRemedy } from "../core/case.ts";
import type { Instant } from "../core/time.ts";
import type { ClockKind, TimerRef } from "../core/timers.ts";
import { decision } from "./approval-card.ts";
import { customerFirst } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Card, Rich } from "./elements.ts";
import { mention, on } from "./rich.ts";
import { settledCard, standing } from "./settled.ts";

type SettledContext = ViewContext & { readonly givenAt: Instant };

/** What became of a nudge's matter; empty where only the whole case tells. */
type Row = (kase: Case, of: string, ctx: SettledContext) => readonly Rich[];

const rows: Readonly<Record<ClockKind, Row>> = {
  acknowledge: ({ acknowledged }, _of, ctx) =>
    acknowledged
      ? [[{ bold: "Acknowledged " }, "by ", mention(acknowledged.by, ctx), ", ", on(acknowledged.at), "."]]
      : [],
  resolve: () => [],
  update: (kase, _of, ctx) => {
    const heardAt = kase.clocks.update.startedAt;
    return heardAt >= ctx.givenAt ? [[`${customerFirst(kase, ctx)} heard from us, `, on(heardAt), "."]] : [];
  },
  approve: (kase, of, ctx) => decision(findRemedy(kase, of), ctx),
  // The last of them: that it was approved is why it was to be delivered.
  deliver: (kase, of, ctx) => {
    const remedy = findRemedy(kase, of);
    return remedy?.status === "granted" ? [] : decision(remedy, ctx).slice(-1);
  },
  promise: (kase, of) => {
    const status = kase.promises.find(({ id }) => id === of)?.status;
    return status === "kept" || status === "broken" ? [[`The promise was ${status}.`]] : [];
  },
};

/** A nudge that is there and asks for nothing any more. */
export function settledNudge(kase: Case, timer: TimerRef, ctx: SettledContext): Card {
  const happened = "clock" in timer ? rows[timer.clock](kase, timer.of, ctx) : [];
  return settledCard(kase, happened.length > 0 ? happened : [standing(kase, ctx)], ctx);
}

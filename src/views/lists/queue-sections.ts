import { rankOfRole } from "../../core/authority.ts";
import { type Case, pendingRemedies } from "../../core/case.ts";
import { type Identity, isSameHuman } from "../../core/people.ts";
import { isLate } from "../case/next.ts";
import type { ViewContext } from "../context.ts";

/**
 * In which part of a person's queue a case stands. The store picks the most urgent of each part by the same rules in SQL
 * (`src/store/queue.ts`), so that nobody has to read a whole queue to see its beginning; a test holds the two together.
 */

/** In the order they are read; a case stands in one only. */
export const queueSections = ["late", "awaiting", "mine", "unowned"] as const;
export type QueueSection = (typeof queueSections)[number];
/** How many cases each section has; absent is none. */
export type QueueTotals = { readonly [S in QueueSection]?: number };

/** `rank` is the place of the person's highest role in the protocol, 0 for the lowest. */
export type Reader = { readonly identity: Identity; readonly rank: number };

export function sectionOf(kase: Case, me: Reader, ctx: ViewContext): QueueSection | undefined {
  if (awaited(kase, me, ctx).length > 0) return "awaiting";
  const [isMine, isUnowned] = [isSameHuman(me.identity, kase.owner?.person), kase.status === "open" && !kase.owner];
  // Everyone sees their own and what nobody owns; seniors see all that is late, for helping out is theirs.
  if (isLate(kase, ctx.now) && (isMine || isUnowned || me.rank > 0)) return "late";
  if (isMine && kase.status !== "closed") return "mine";
  return isUnowned ? "unowned" : undefined;
}

/** What this person may decide: their rank suffices, it isn't their own request, and they haven't approved it yet. */
export const awaited = (kase: Case, { identity, rank }: Reader, { protocol }: Pick<ViewContext, "protocol">) =>
  pendingRemedies(kase).filter(
    (remedy) =>
      rank >= rankOfRole(protocol, remedy.role) &&
      !isSameHuman(identity, remedy.by) &&
      !remedy.approvals.some(({ by }) => isSameHuman(identity, by)),
  );

import type { Case } from "../case.ts";
import type { CommandOf } from "../commands.ts";
import { defined } from "../defined.ts";
import { samePerson } from "../people.ts";
import { refuse } from "../refusals.ts";
import type { Context } from "./context.ts";
import type { Decision } from "./decision.ts";

/**
 * A colleague is gone: their account was shut, they left, or they have no role any more. Their case has no owner then, and is
 * told to whoever hears of cases without one. Nothing is taken back: what they did stays.
 */
export function recordDeparture(kase: Case, command: CommandOf<"recordDeparture">, { now: at }: Context): Decision {
  const { person, why, chat } = command;
  const isOwner = samePerson(kase.owner?.person, person);
  const isNews = !kase.departed?.some((departure) => samePerson(departure.person, person));
  if (kase.status === "closed" || !isNews || (!isOwner && chat === undefined)) return refuse({ code: "not-theirs" });
  return [{ type: "departed", at, person, why, ...defined({ chat }) }];
}

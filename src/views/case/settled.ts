import type { Case } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Card, Rich } from "../elements.ts";
import { press } from "../presses.ts";
import { caseSpan, caseTitle, customerName, outcomeLabels } from "../words/case-words.ts";
import { mention, on } from "../words/rich.ts";
import { isSnoozed } from "./next.ts";

/** The last word of a message that asked for something: what became of it, and no buttons to press in vain. */
export const settledCard = (kase: Case, happened: readonly Rich[], ctx: ViewContext): Card => ({
  title: [`Settled · Case ${kase.number}`],
  tone: "calm",
  facts: [],
  body: [...happened.map((text) => ({ text })), aboutCase(kase, ctx)],
  buttons: [],
  more: [{ label: "Show case", press: press("showCase", kase) }],
  fallback: `Case ${kase.number}: this is settled, there is nothing more to do here.`,
});

/** `Case 12 · Late delivery · Major · Rosa Diaz`. */
export const aboutCase = (kase: Case, ctx: ViewContext): Extract<Block, { text: Rich }> => ({
  text: [caseSpan(kase), caseTitle(kase, ctx).slice(`Case ${kase.number}`.length), ` · ${customerName(kase, ctx)}`],
});

/** Where the case stands now, for a message whose own matter has no word of its own. */
export function currentState(kase: Case, ctx: ViewContext): Rich {
  switch (kase.status) {
    case "resolved":
      return [{ bold: "Resolved " }, "by ", mention(kase.resolvedBy, ctx), ", ", on(kase.resolvedAt), "."];
    case "closed":
      return [{ bold: "Closed: " }, `${outcomeLabels[kase.outcome]}, `, on(kase.closedAt), "."];
    case "open":
      if (kase.snoozedUntil !== undefined && isSnoozed(kase, ctx.now))
        return [{ bold: "Snoozed " }, "until ", on(kase.snoozedUntil), "."];
      return kase.owner
        ? [mention(kase.owner.person, ctx), " looks after this case, since ", on(kase.owner.since), "."]
        : ["The case has moved on."];
  }
}

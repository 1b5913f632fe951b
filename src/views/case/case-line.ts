import type { Case } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Rich } from "../elements.ts";
import { caseSpan, caseTitle, customerName } from "../words/case-words.ts";
import { mention } from "../words/rich.ts";
import { nextOf, nextWords, overdue } from "./next.ts";

/** A case in one line of a list: which, whose, and what was due first, or else what's next and by when. */
export function caseLine(kase: Case, ctx: ViewContext): Rich {
  const next = overdue(kase, ctx)[0] ?? nextOf(kase, ctx);
  const unowned = kase.status === "open" ? [" · no owner yet"] : [];
  return [
    caseSpan(kase),
    caseTitle(kase, ctx).slice(`Case ${kase.number}`.length),
    ` · ${customerName(kase, ctx)}`,
    ...(kase.owner ? [" · ", mention(kase.owner.person, ctx)] : unowned),
    ...(next ? [" · ", ...nextWords(next)] : []),
  ];
}

import type { Case } from "../core/case.ts";
import { caseSpan, caseTitle, customerName } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Rich } from "./elements.ts";
import { nextOf, nextWords, overdue } from "./next.ts";
import { due, mention } from "./rich.ts";

/** A case in one line of a list: which, whose, what's next, by when. */
export function caseLine(kase: Case, ctx: ViewContext): Rich {
  const next = nextOf(kase, ctx);
  const [late] = overdue(kase, ctx.now);
  return [
    caseSpan(kase),
    caseTitle(kase, ctx).slice(`Case ${kase.number}`.length),
    ` · ${customerName(kase, ctx)}`,
    ...(kase.owner ? [" · ", mention(kase.owner, ctx)] : []),
    ...(next
      ? [" · ", ...(late === undefined ? nextWords(next, ctx) : [{ bold: next.words }, ", ", ...due(late, ctx.now)])]
      : []),
  ];
}

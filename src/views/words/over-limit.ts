import { type Case, pendingRemedies } from "../../core/case.ts";
import type { ViewContext } from "../context.ts";
import type { Rich, Span } from "../elements.ts";
import { orAbove, remedyWords, roleName } from "./case-words.ts";
import { atStart } from "./typed.ts";

/** More names than these are told by their role. */
const mostNames = 4;

/**
 * To whoever offered a remedy that isn't theirs to grant: who can approve it. Empty where it doesn't wait. `approvers` are
 * those who can be named; without any, their role is. `isApart`: not where they may be the customer themselves.
 */
export function overLimitWords(
  kase: Case,
  remedyId: string,
  approvers: readonly Span[],
  ctx: ViewContext & { readonly isApart?: boolean },
): Rich {
  const remedy = pendingRemedies(kase).find(({ id }) => id === remedyId);
  if (!remedy) return [];
  const why = kase.abusive
    ? "needs a senior colleague, as this contact is abusive"
    : ctx.isApart === false
      ? "needs a colleague, as your account can't be told apart from the customer's"
      : "is over your limit";
  const who: Rich =
    approvers.length > 0 && approvers.length <= mostNames
      ? namesOf(approvers)
      : [orAbove(roleName(remedy.role, ctx.protocol))];
  return [
    `${atStart(remedyWords(remedy, ctx))} ${why}; `,
    ...who,
    " can approve it. They are asked as soon as they are found on this platform or another.",
  ];
}

/** `Ann`, `Ann or Ben`, `Ann, Ben or Dina`. */
const namesOf = (people: readonly Span[]): Rich =>
  people.flatMap((span, index) => {
    if (index === 0) return [span];
    return [index === people.length - 1 ? " or " : ", ", span];
  });

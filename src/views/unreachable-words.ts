import type { Case } from "../core/case.ts";
import { customerFirst } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Rich } from "./elements.ts";

/** What a customer should have heard, by the name delivery gives it. */
const messages: Readonly<Record<string, string>> = {
  acknowledgement: "the acknowledgement",
  apology: "the apology",
  update: "the update",
  survey: "the survey",
  "survey-reminder": "the reminder of the survey",
};

export const messageWords = (what: string): string => messages[what.split(":")[0] ?? what] ?? "our message";

/** Says that a direct message didn't get through, and what to send instead. */
export const unreachableWords = (kase: Case, whats: readonly string[], ctx: ViewContext): Rich => {
  const what = [...new Set(whats.map(messageWords))].join(" and ");
  const start = `${customerFirst(kase, ctx)} could not be reached by direct message and has not seen ${what} yet. `;
  return ctx.link
    ? [start, "Please send them this page, for instance by email: ", { link: ctx.link, text: ctx.link }]
    : [
        start,
        "Please tell them by phone or email. ",
        "(For a page to send them, whoever runs Amends sets PUBLIC_URL: the address at which customers reach it.)",
      ];
};

import type { Case } from "../../core/case.ts";
import { parseSurface, type SurfaceKind } from "../../core/surface.ts";
import type { ViewContext } from "../context.ts";
import type { Rich } from "../elements.ts";
import { customerFirst } from "./case-words.ts";

/** What a customer should have heard; the other messages are for staff. */
const messages: { readonly [K in SurfaceKind]?: string } = {
  acknowledgement: "the acknowledgement",
  apology: "the apology",
  update: "the update",
  survey: "the survey",
  "survey-reminder": "the reminder of the survey",
};

/** `what`: the message's stored word. */
export function messageWords(what: string): string {
  const surface = parseSurface(what);
  return (surface && messages[surface.kind]) ?? "our message";
}

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

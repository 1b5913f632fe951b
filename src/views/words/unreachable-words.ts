import type { Case } from "../../core/case.ts";
import { parseSurface, type SurfaceKind } from "../../core/surface.ts";
import type { ViewContext } from "../context.ts";
import type { Rich } from "../elements.ts";
import { customerFirst } from "./case-words.ts";

const forStaff = undefined;
/** What a customer should have heard. */
const messages: { readonly [K in SurfaceKind]: string | undefined } = {
  ...{
    case: forStaff,
    approval: forStaff,
    nudge: forStaff,
    assigned: forStaff,
    departed: forStaff,
    escalated: forStaff,
  },
  ...{ note: forStaff, reopened: forStaff, abuse: forStaff, unreachable: forStaff, copy: forStaff },
  "same-customer": forStaff,
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

/** The stored reason of a word in the channel: accepted by the platform, seen only by whoever is there at that moment. */
export const seenOnlyThere = "shown_only_in_the_channel";

const named = (whats: readonly string[]): string => [...new Set(whats.map(messageWords))].join(" and ");

/** What its notice is called: a word in the channel may have been seen. */
export const unreachableTitle = (kase: Case, whats: readonly string[]): string =>
  whats.every((each) => kase.undelivered.some(({ what, reason }) => what === each && reason === seenOnlyThere))
    ? "Perhaps not seen"
    : "Not reached";

/** Says that a direct message didn't get through, and what to send instead. */
export const unreachableWords = (kase: Case, whats: readonly string[], ctx: ViewContext): Rich => {
  const failed = kase.undelivered.filter(({ what }) => whats.includes(what));
  const whispered = failed.filter(({ reason }) => reason === seenOnlyThere).map(({ what }) => what);
  const unseen = whats.filter((what) => !whispered.includes(what));
  const name = customerFirst(kase, ctx);
  const start = [
    ...(unseen.length > 0
      ? [`${name} could not be reached by direct message and has not seen ${named(unseen)} yet.`]
      : []),
    ...(whispered.length > 0
      ? [
          `${name} takes no direct messages. In the channel ${named(whispered)} could be seen by ${name} alone, and only if they were there at that moment; the platform doesn't tell.`,
        ]
      : []),
    ...(failed.some(({ reason }) => reason === "account_deactivated") ? ["Their account is deactivated."] : []),
    "",
  ].join(" ");
  return ctx.link
    ? [start, "Please send them this page, for instance by email: ", { link: ctx.link, text: ctx.link }]
    : [
        start,
        "Please tell them by phone or email. ",
        "(For a page to send them, whoever runs Amends sets PUBLIC_URL: the address at which customers reach it.)",
      ];
};

import type { Case } from "../../core/case.ts";
import { formatMoney } from "../../core/money.ts";
import type { ViewContext } from "../context.ts";
import type { Fact, Rich } from "../elements.ts";
import { customerName, linkLabels, ownerSpan, remedyWords } from "../words/case-words.ts";
import { due, joined, mention, on, shorten } from "../words/rich.ts";
import { nextOf, nextWords, overdue } from "./next.ts";

/** The case at a glance: whose it is, what's next and what is late, what was asked for and given. */
export const caseFacts = (kase: Case, ctx: ViewContext): readonly Fact[] =>
  factRows.flatMap(({ label, value }) => {
    const words = value(kase, ctx);
    return words ? [{ label, value: words }] : [];
  });

/** One row per fact; a fact without a value isn't shown. Never more than ten: Slack draws no more in one block. */
const factRows: readonly { label: string; value: (kase: Case, ctx: ViewContext) => Fact["value"] | undefined }[] = [
  {
    label: "Customer",
    value: (kase, ctx) => [customerName(kase, ctx), ...(kase.customer.email ? [` (${kase.customer.email})`] : [])],
  },
  { label: "Owner", value: (kase, ctx) => [ownerSpan(kase, ctx)] },
  {
    label: "Next",
    value: (kase, ctx) => {
      const next = nextOf(kase, ctx);
      return next && nextWords(next);
    },
  },
  { label: "Late", value: (kase, ctx) => lateWords(kase, ctx) },
  { label: "Remedy sought", value: ({ remedySought }) => (remedySought ? [shorten(remedySought, 300)] : undefined) },
  {
    label: "Price paid",
    value: ({ pricePaid }, { protocol }) => pricePaid && [formatMoney(pricePaid, protocol.locale)],
  },
  { label: "Reference", value: ({ reference }) => (reference ? [reference] : undefined) },
  { label: "Remedy", value: (kase, ctx) => remedyStatus(kase, ctx) },
  {
    label: "Linked",
    value: ({ links }) =>
      links.length > 0 ? [links.map(({ as, to }) => `${linkLabels[as]} case ${to}`).join("; ")] : undefined,
  },
  {
    label: "Complaint made",
    value: ({ origin }) => (origin?.link ? [{ link: origin.link, text: "See the message" }] : undefined),
  },
];

/** More than these don't help whoever has to begin with one of them. */
const mostLate = 3;

/** What was due besides the next step, so that an urgent card says why it is. */
function lateWords(kase: Case, ctx: ViewContext): Rich | undefined {
  const next = nextOf(kase, ctx)?.words;
  const late = overdue(kase, ctx).filter(({ words }) => words !== next);
  if (late.length === 0) return undefined;
  const more = late.length - mostLate;
  return [...joined(late.slice(0, mostLate).map(nextWords), "; "), ...(more > 0 ? [`; and ${more} more`] : [])];
}

const remedyStatus = (kase: Case, ctx: ViewContext): Rich | undefined => {
  if (kase.remedies.length === 0) return kase.noRemedy && ["None due"];
  return joined(
    kase.remedies.slice(-5).map((remedy) => [`${remedyWords(remedy, ctx)}, `, ...remedyState(remedy, ctx)]),
    "; ",
  );
};

function remedyState(remedy: Case["remedies"][number], ctx: ViewContext): Rich {
  switch (remedy.status) {
    case "pending":
      return ["waiting for approval"];
    case "granted":
      return ["granted by ", mention(remedy.grantedBy, ctx), ", delivery ", ...due(remedy.clock.dueAt, ctx.now)];
    case "delivered":
      return ["delivered ", on(remedy.deliveredAt)];
    case "declined":
      return ["declined by ", mention(remedy.decidedBy, ctx)];
    case "withdrawn":
      return ["withdrawn"];
  }
}

import type { Case } from "../core/case.ts";
import type { PersonRef } from "../core/people.ts";
import { samePerson } from "../core/people.ts";
import { caseSpan, caseTitle, customerName, customerSpan, ownerSpan, roleName } from "./case-words.ts";
import type { ViewContext } from "./context.ts";
import type { Block, Button, Card, Fact, Rich, Tone } from "./elements.ts";
import { nextOf, nextWords } from "./next.ts";
import { press } from "./presses.ts";
import { mention, on, shorten } from "./rich.ts";
import { nextStep, seniorWanted } from "./steps.ts";
import { messageWords, unreachableWords } from "./unreachable-words.ts";

/** Said once, when something happened that particular people should know at once. */

/** To the new owner: what they have been given, by whom where that is known, and what comes first. */
export function assignedCard(kase: Case, ctx: ViewContext & { readonly by?: PersonRef }): Card {
  const asks: Rich =
    ctx.by && !samePerson(kase.owner, ctx.by) ? [mention(ctx.by, ctx), " asks you"] : ["You are asked"];
  return announcement(kase, ctx, {
    title: `Case ${kase.number} is yours`,
    tone: "attention",
    text: [...asks, " to look after this case. Thank you!"],
    quote: kase.complaint,
    fallback: `Case ${kase.number}, ${customerName(kase, ctx)}, is yours.`,
  });
}

/** A colleague's note, for the team only. Undefined where there is no such note. */
export function noteCard(kase: Case, index: number, ctx: ViewContext): Card | undefined {
  const note = kase.notes[index];
  if (!note) return undefined;
  return {
    title: [`Note · Case ${kase.number}`],
    tone: "calm",
    facts: [],
    body: [{ text: [mention(note.by, ctx), ", ", on(note.at)] }, { quote: note.text }],
    buttons: [],
    more: [{ label: "Show case", press: press("showCase", kase) }],
    fallback: `Note on case ${kase.number}: ${shorten(note.text, 200)}`,
  };
}

/** To the people of the role the case was escalated to. */
export function escalationCard(kase: Case, ctx: ViewContext & { readonly mentions: Rich }): Card {
  const last = kase.escalations.at(-1);
  const who = last ? roleName(last.to, ctx.protocol) : "a senior colleague";
  return announcement(kase, ctx, {
    title: `Escalated · Case ${kase.number}`,
    tone: "urgent",
    text: [
      ...toWhom(ctx.mentions),
      ...(last?.by ? [mention(last.by, ctx), " asks for help with this case. "] : ["This case needs help. "]),
      `${who} or above, please take ownership.`,
    ],
    ...(last ? { quote: last.reason } : {}),
    fallback: `Case ${kase.number} was escalated to ${who}.`,
  });
}

/** Double deviation: the customer was let down twice, which loses far more than once. Goes to a more senior role. */
export function reopenedCard(kase: Case, ctx: ViewContext & { readonly mentions: Rich }): Card {
  const overall = kase.survey?.answers.overall;
  const comment = kase.survey?.comment;
  return announcement(kase, ctx, {
    title: `Reopened · Case ${kase.number}`,
    tone: "urgent",
    text: [
      ...toWhom(ctx.mentions),
      `${customerName(kase, ctx)} is not satisfied with how we put this right. `,
      "A second disappointment weighs more than the first: please call in person, apologize afresh and settle it quickly.",
      ...(overall === undefined ? [] : [` They rated us ${overall} of 5.`]),
    ],
    ...(comment ? { quote: comment } : {}),
    fallback: `Case ${kase.number} was reopened: ${customerName(kase, ctx)} is not satisfied yet.`,
  });
}

/** Staff care: nobody has to face abuse alone. */
export function abuseCard(kase: Case, ctx: ViewContext & { readonly mentions?: Rich }): Card {
  const role = kase.seniorRole ? roleName(kase.seniorRole, ctx.protocol) : "a senior colleague";
  return announcement(kase, ctx, {
    title: `Abusive contact · Case ${kase.number}`,
    tone: "urgent",
    text: [
      ...toWhom(ctx.mentions ?? []),
      ...(kase.abusive ? [mention(kase.abusive.by, ctx), " marked this contact as abusive. "] : []),
      `${role} or above, please take over. Until then nobody needs to answer, and compensation needs a senior colleague. `,
      "Please ask your colleague how they are.",
    ],
    ...(kase.abusive ? { quote: kase.abusive.reason } : {}),
    fallback: `Case ${kase.number}: abusive contact. ${role} or above, please take over.`,
  });
}

/** The customer could not be reached directly: what to send instead. `what` is delivery's name of the message. */
export function unreachableCard(kase: Case, what: string, ctx: ViewContext): Card {
  return announcement(kase, ctx, {
    title: `Not reached · Case ${kase.number}`,
    tone: "attention",
    text: [ownerSpan(kase, ctx), ": ", ...unreachableWords(kase, [what], ctx)],
    fallback: `Case ${kase.number}: ${customerName(kase, ctx)} has not seen ${messageWords(what)} yet.`,
    buttons: [],
  });
}

const toWhom = (mentions: Rich): Rich => (mentions.length > 0 ? [...mentions, ": "] : []);

function announcement(
  kase: Case,
  ctx: ViewContext,
  parts: { title: string; tone: Tone; text: Rich; quote?: string; fallback: string; buttons?: readonly Button[] },
): Card {
  const quote: readonly Block[] = parts.quote ? [{ quote: shorten(parts.quote, 1000) }] : [];
  return {
    title: [parts.title],
    tone: parts.tone,
    facts: facts(kase, ctx),
    body: [{ text: parts.text }, ...quote],
    buttons: parts.buttons ?? firstButton(kase, ctx),
    more: [{ label: "Show case", press: press("showCase", kase) }],
    fallback: parts.fallback,
  };
}

function facts(kase: Case, ctx: ViewContext): readonly Fact[] {
  const next = nextOf(kase, ctx);
  return [
    { label: "Case", value: [caseSpan(kase), caseTitle(kase, ctx).slice(`Case ${kase.number}`.length)] },
    { label: "Customer", value: [customerSpan(kase, ctx)] },
    ...(next ? [{ label: "Next", value: nextWords(next, ctx) }] : []),
  ];
}

function firstButton(kase: Case, ctx: ViewContext): readonly Button[] {
  if (kase.status !== "open") return [];
  const step = nextStep(kase, ctx);
  if (seniorWanted(kase) || !kase.owner)
    return [{ label: "Take ownership", press: press("takeOwnership", kase), style: "primary" }];
  return step ? [{ label: step.button, press: press(step.act, kase), style: "primary" }] : [];
}

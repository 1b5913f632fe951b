import type { Case, Departure } from "../../core/case.ts";
import type { Instant } from "../../core/time.ts";
import { nextOf, nextWords } from "../case/next.ts";
import { currentState } from "../case/settled.ts";
import { nextStep, seniorWanted } from "../case/steps.ts";
import type { ViewContext } from "../context.ts";
import type { Block, Button, Card, Fact, Rich, Tone } from "../elements.ts";
import { press } from "../presses.ts";
import { caseSpan, caseTitle, customerFirst, customerName, orAbove, ownerSpan, roleName } from "../words/case-words.ts";
import { mention, on, shorten } from "../words/rich.ts";
import { ended } from "../words/typed.ts";
import { messageWords, unreachableTitle, unreachableWords } from "../words/unreachable-words.ts";

/** Said once, when something happened that particular people should know at once. */

/** To the new owner: what they have been given, by whom where that is known, and what comes first. */
export function assignedCard(kase: Case, ctx: ViewContext): Card {
  const by = kase.owner?.by;
  const asks: Rich = by ? [mention(by, ctx), " asks you"] : ["You are asked"];
  return announcement(kase, ctx, {
    title: `Case ${kase.number} is yours`,
    tone: "attention",
    text: [...asks, " to look after this case. Thank you!"],
    quote: kase.complaint,
    fallback: `Case ${kase.number}, ${customerName(kase, ctx)}, is yours.`,
    buttons: firstButton(kase, ctx),
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
    fallback: `Note on case ${kase.number}: ${ended(shorten(note.text, 200))}`,
  };
}

/** To the people of the role the case was escalated to; `count` is which escalation of the case it tells of. */
export function escalationCard(
  kase: Case,
  ctx: ViewContext & { readonly mentions: Rich },
  count = kase.escalations.length,
): Card {
  const escalation = kase.escalations[count - 1];
  const who = seniorWords(escalation?.to, ctx);
  const asked = count === kase.escalations.length && isUntaken(kase);
  return announcement(kase, ctx, {
    title: `Escalated · Case ${kase.number}`,
    tone: asked ? "urgent" : "calm",
    text: [
      ...(asked ? toWhom(ctx.mentions) : []),
      ...(escalation?.by
        ? [mention(escalation.by, ctx), " asks for help with this case. "]
        : ["This case needs help. "]),
      `Could ${who} please take ownership?`,
    ],
    ...(escalation ? { quote: escalation.reason } : {}),
    fallback: `Case ${kase.number} was escalated to ${who}.`,
    buttons: asked ? [takeOwnership(kase)] : [],
    settled: !asked,
  });
}

/** The case has no owner any more, because whoever had it is gone. Undefined where nobody left then. */
export function departedCard(
  kase: Case,
  ctx: ViewContext & { readonly mentions: Rich },
  at: Instant,
): Card | undefined {
  const departure = kase.departed?.find((each) => each.at === at);
  if (!departure && !kase.owner) return undefined;
  const asked = isUntaken(kase);
  const who: Rich = departure ? [mention(departure.person, ctx), departedWords[departure.why]] : ["Its owner left. "];
  return announcement(kase, ctx, {
    title: `No owner · Case ${kase.number}`,
    tone: asked ? "urgent" : "calm",
    text: [
      ...(asked ? toWhom(ctx.mentions) : []),
      ...who,
      ...(asked ? ["So this case has no owner now. Could someone please take ownership?"] : []),
    ],
    fallback: `Case ${kase.number} has no owner any more.`,
    buttons: asked ? [takeOwnership(kase)] : [],
    settled: !asked,
  });
}

const departedWords: { readonly [Why in Departure["why"]]: string } = {
  deactivated: " can't see to this case any more: their account is no longer active. ",
  left: " can't see to this case any more: they are no longer in the team's workspace. ",
  "no-role": " can't see to this case any more: they no longer have a role here. ",
};

/**
 * Double deviation: the customer was let down twice, which loses far more than once. Goes to a more senior role, and asks for
 * an owner and a fresh apology.
 */
export function reopenedCard(kase: Case, ctx: ViewContext & { readonly mentions: Rich }, round = kase.round): Card {
  const overall = kase.survey?.answers.overall;
  const comment = kase.survey?.comment;
  const asked = kase.status === "open" && kase.round === round && (isUntaken(kase) || !kase.apology);
  return announcement(kase, ctx, {
    title: `Reopened · Case ${kase.number}`,
    tone: asked ? "urgent" : "calm",
    text: [
      ...(asked ? toWhom(ctx.mentions) : []),
      `${customerFirst(kase, ctx)} is not satisfied with how we put this right. `,
      "A second disappointment weighs more than the first: please call in person, apologize afresh and settle it quickly.",
      ...(overall === undefined ? [] : [` They rated us ${overall} of 5.`]),
    ],
    ...(comment ? { quote: comment } : {}),
    fallback: `Case ${kase.number} was reopened: ${customerName(kase, ctx)} is not satisfied yet.`,
    buttons: asked ? firstButton(kase, ctx) : [],
    settled: !asked,
  });
}

/** Staff care: nobody has to face abuse alone. */
export function abuseCard(kase: Case, ctx: ViewContext & { readonly mentions?: Rich }): Card {
  const who = seniorWords(kase.seniorRole, ctx);
  const asked = isUntaken(kase);
  return announcement(kase, ctx, {
    title: `Abusive contact · Case ${kase.number}`,
    tone: asked ? "urgent" : "calm",
    text: [
      ...(asked ? toWhom(ctx.mentions ?? []) : []),
      ...(kase.abusive ? [mention(kase.abusive.by, ctx), " marked this contact as abusive. "] : []),
      `Could ${who} please take over? Until then nobody needs to answer, and compensation needs a senior colleague. `,
      "Please ask your colleague how they are.",
    ],
    ...(kase.abusive ? { quote: kase.abusive.reason } : {}),
    fallback: `Case ${kase.number}: abusive contact. Could ${who} please take over?`,
    buttons: asked ? [takeOwnership(kase)] : [],
    settled: !asked,
  });
}

/** The customer could not be reached directly: what to send instead. `what` is delivery's name of the message. */
export function unreachableCard(kase: Case, what: string, ctx: ViewContext): Card {
  return announcement(kase, ctx, {
    title: `${unreachableTitle(kase, [what])} · Case ${kase.number}`,
    tone: "attention",
    text: [ownerSpan(kase, ctx), ": ", ...unreachableWords(kase, [what], ctx)],
    fallback: `Case ${kase.number}: ${customerName(kase, ctx)} may not have seen ${messageWords(what)} yet.`,
    buttons: [],
  });
}

const seniorWords = (role: string | undefined, { protocol }: ViewContext): string =>
  role === undefined ? "a senior colleague" : orAbove(roleName(role, protocol));

const toWhom = (mentions: Rich): Rich => (mentions.length > 0 ? [...mentions, ": "] : []);

type Announcement = {
  readonly title: string;
  readonly tone: Tone;
  readonly text: Rich;
  readonly quote?: string;
  readonly fallback: string;
  readonly buttons: readonly Button[];
  /** What was asked for is done: said below, in place of buttons. */
  readonly settled?: boolean;
};

function announcement(kase: Case, ctx: ViewContext, parts: Announcement): Card {
  const quote: readonly Block[] = parts.quote ? [{ quote: shorten(parts.quote, 1000) }] : [];
  return {
    title: [parts.title],
    tone: parts.tone,
    facts: facts(kase, ctx),
    body: [{ text: parts.text }, ...quote, ...(parts.settled ? [{ text: currentState(kase, ctx) }] : [])],
    buttons: parts.buttons,
    more: [{ label: "Show case", press: press("showCase", kase) }],
    fallback: parts.fallback,
  };
}

function facts(kase: Case, ctx: ViewContext): readonly Fact[] {
  const next = nextOf(kase, ctx);
  return [
    { label: "Case", value: [caseSpan(kase), caseTitle(kase, ctx).slice(`Case ${kase.number}`.length)] },
    { label: "Customer", value: [customerName(kase, ctx)] },
    ...(next ? [{ label: "Next", value: nextWords(next) }] : []),
  ];
}

/** Somebody, or somebody more senior, is asked to take the case and hasn't yet. */
const isUntaken = (kase: Case): boolean => kase.status === "open" && (seniorWanted(kase) || !kase.owner);

const takeOwnership = (kase: Case): Button => ({
  label: "Take ownership",
  press: press("takeOwnership", kase),
  style: "primary",
});

function firstButton(kase: Case, ctx: ViewContext): readonly Button[] {
  if (kase.status !== "open") return [];
  if (isUntaken(kase)) return [takeOwnership(kase)];
  const step = nextStep(kase, ctx);
  return step ? [{ label: step.button, press: press(step.act, kase), style: "primary" }] : [];
}

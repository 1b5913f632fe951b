import { type Case, openPromises, type Remedy } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import type { EventType } from "../../core/events.ts";
import type { ViewContext } from "../context.ts";
import type { Button } from "../elements.ts";
import { type Act, press } from "../presses.ts";
import { customerName, remedyWords } from "../words/case-words.ts";
import { shorten } from "../words/rich.ts";
import { midSentence } from "../words/typed.ts";
import { nextOf } from "./next.ts";
import { nextStep, steps } from "./steps.ts";

/** The protocol's steps that make sense now, the next one drawn as primary. Of a resolved case only what is still to do. */
export function stepButtons(kase: Case, ctx: ViewContext): readonly Button[] {
  if (kase.status !== "open")
    return everythingElse(kase, ctx)
      .filter(isNextOf(kase, ctx))
      .map((button) => ({ ...button, style: "primary" }));
  const next = nextStep(kase, ctx);
  return steps
    .filter((step) => step.offered(kase))
    .map((step) =>
      defined({
        label: step.button,
        press: press(step.act, kase),
        style: step === next ? ("primary" as const) : undefined,
        confirm: step.act === "acknowledge" ? acknowledgeConfirm(kase, ctx) : undefined,
      }),
    );
}

/** Slack shows at most 300 characters in a confirmation. */
const acknowledgeConfirm = (kase: Case, ctx: ViewContext): string => {
  const name = shorten(customerName(kase, ctx), 80);
  return kase.customer.person
    ? `${name} gets a direct message that says we have the complaint and are looking after it.`
    : `There is no way to message ${name} from here. Please tell them yourself that we have the complaint, then confirm.`;
};

/** One row per control under `More`, with the states in which it makes sense. */
const always: readonly { readonly act: Act; readonly label: string; readonly in: readonly Case["status"][] }[] = [
  { act: "assign", label: "Assign", in: ["open"] },
  { act: "updateCustomer", label: "Update customer", in: ["open", "resolved"] },
  { act: "addPromise", label: "Add promise", in: ["open", "resolved"] },
  { act: "changeSeverity", label: "Change severity", in: ["open"] },
  { act: "escalate", label: "Escalate", in: ["open"] },
  { act: "addNote", label: "Add note", in: ["open", "resolved", "closed"] },
  { act: "linkCase", label: "Link case", in: ["open", "resolved", "closed"] },
  { act: "joinCustomers", label: "Same customer", in: ["open", "resolved", "closed"] },
  { act: "snooze", label: "Snooze", in: ["open"] },
  { act: "reopen", label: "Reopen", in: ["resolved", "closed"] },
  { act: "close", label: "Close", in: ["open", "resolved"] },
];

/** A label has 75 characters on Slack; more promises than these wait their turn. */
const labelLength = 75;
const mostPromises = 5;

const promiseButtons = (kase: Case): readonly Button[] =>
  openPromises(kase)
    .slice(0, mostPromises)
    .flatMap(({ id, text }) => [
      { label: shorten(`Promise kept: ${midSentence(text)}`, labelLength), press: press("keepPromise", kase, id) },
      { label: shorten(`Promise broken: ${midSentence(text)}`, labelLength), press: press("breakPromise", kase, id) },
    ]);

/** By its label alone, with the amount only where two would read the same. */
const nameAmong = (remedy: Remedy, all: readonly Remedy[], ctx: ViewContext): string =>
  shorten(all.filter(({ label }) => label === remedy.label).length > 1 ? remedyWords(remedy, ctx) : remedy.label, 50);

function remedyButtons(kase: Case, ctx: ViewContext): readonly Button[] {
  const undecided = kase.remedies.filter(({ status }) => status === "pending" || status === "granted");
  return undecided.flatMap((remedy) => {
    const name = nameAmong(remedy, undecided, ctx);
    const withdraw = { label: `Withdraw ${name}`, press: press("withdrawRemedy", kase, remedy.id) };
    const delivered = { label: `Mark ${name} delivered`, press: press("markDelivered", kase, remedy.id) };
    return remedy.status === "granted" ? [delivered, withdraw] : [withdraw];
  });
}

/** What a step that can be undone is called; the rows of `correctable` in `core/undo.ts`. */
const undoable: Partial<Record<EventType, string>> = {
  owned: "taking ownership",
  assigned: "the assignment",
  acknowledged: "the acknowledgement",
  apologized: "the apology",
  "root-cause-recorded": "the root cause",
  "promise-added": "the promise",
  "promise-kept": "marking the promise as kept",
  "promise-broken": "marking the promise as broken",
  "remedy-waived": "saying that no remedy is due",
  "remedy-delivered": "marking the remedy as delivered",
  "severity-changed": "the change of severity",
  linked: "the link",
  snoozed: "snoozing",
  resolved: "resolving the case",
};

function undoButtons(kase: Case): readonly Button[] {
  if (!kase.undo) return [];
  const step = new Map(Object.entries(undoable)).get(kase.undo.step) ?? "the last step";
  const confirm = `This takes back ${step}. The log keeps both. What a customer has already read can't be unsent.`;
  return [{ label: "Undo last step", press: press("correct", kase), confirm }];
}

/** Everything under `More`: all that isn't on the card itself already. */
export function moreButtons(kase: Case, ctx: ViewContext): readonly Button[] {
  const isNext = isNextOf(kase, ctx);
  return everythingElse(kase, ctx).filter((button) => kase.status === "open" || !isNext(button));
}

/** Whether this is the button for what is to happen next. */
function isNextOf(kase: Case, ctx: ViewContext): (button: Button) => boolean {
  const next = nextOf(kase, ctx);
  return ({ press: { act, of } }) => next?.act === act && next.of === of;
}

/** First what is about this case's own promises and remedies, then what every case has. */
const everythingElse = (kase: Case, ctx: ViewContext): readonly Button[] => [
  ...(kase.status === "closed" ? [] : promiseButtons(kase)),
  ...remedyButtons(kase, ctx),
  ...always.filter((row) => row.in.includes(kase.status)).map(({ act, label }) => ({ label, press: press(act, kase) })),
  ...(kase.status !== "closed" && !kase.abusive
    ? [{ label: "Abusive contact", press: press("markAbusive", kase) }]
    : []),
  ...undoButtons(kase),
];

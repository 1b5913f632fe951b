import type { Form, Reply } from "../../../src/views/elements.ts";
import { readFields } from "../drawing/fields.ts";
import type { Again } from "../drawing/forms.ts";
import { type CarriedForm, carriedIn } from "../drawing/press-value.ts";
import { type Activity, taskSchema } from "../payloads.ts";
import type { InvokeAnswer } from "../replies/invoke-answers.ts";
import { answerDialog, noticeDialog } from "../replies/replies.ts";
import { words } from "../words.ts";
import { apology, type HandlerDeps, hear, type Turn } from "./handlers.ts";
import { contentKey, pressKey } from "./request-keys.ts";

/** Dialogs: asked for by a button (`task/fetch`) and submitted (`task/submit`, or by a message action's own submit). */

const outdated: Reply = { show: "notice", text: words.outdated };

const open = (deps: HandlerDeps, turn: Turn, data: unknown): Promise<Reply> | Reply => {
  const carried = carriedIn(data);
  if (!carried || "form" in carried) return outdated;
  return "open" in carried
    ? deps.inbox.flagForm(turn.caller)
    : deps.inbox.press(turn.caller, carried.press, pressKey(turn.activity, carried.press, data));
};

export const onDialogAsked = async (deps: HandlerDeps, activity: Activity): Promise<InvokeAnswer> => {
  try {
    const turn = await hear(deps, activity);
    const reply = await open(deps, turn, taskSchema.safeParse(activity.value).data?.data);
    return await answerDialog(deps, turn, reply);
  } catch (error) {
    return noticeDialog(deps, apology(deps, error, "dialog"));
  }
};

const formFrom = ({ intro, ...form }: CarriedForm): Form => ({ ...form, ...(intro ? { intro } : {}) });

const isData = (value: unknown): value is Again["data"] => typeof value === "object" && value !== null;

/** A defect is said on the form itself, so that what was typed isn't lost. */
export const submitted = async (deps: HandlerDeps, activity: Activity, data: unknown): Promise<InvokeAnswer> => {
  const carried = carriedIn(data);
  if (!carried || !("form" in carried) || !isData(data)) return noticeDialog(deps, words.unknownForm);
  const form = formFrom(carried.form);
  let turn: Turn | undefined;
  try {
    turn = await hear(deps, activity);
    const inputs = readFields(form.fields, data, turn);
    const { id, about } = form;
    const reply = await deps.inbox.submit(turn.caller, { id, about }, inputs, contentKey(activity, data));
    deps.pages.of([turn.person]);
    return await answerDialog(deps, turn, reply, { form, data });
  } catch (error) {
    const [failed = ""] = apology(deps, error, "form");
    const errors: Reply = { show: "errors", errors: { "": String(failed) } };
    return turn ? answerDialog(deps, turn, errors, { form, data }) : noticeDialog(deps, [failed]);
  }
};

export const onDialogSubmitted = (deps: HandlerDeps, activity: Activity): Promise<InvokeAnswer> =>
  submitted(deps, activity, taskSchema.safeParse(activity.value).data?.data);

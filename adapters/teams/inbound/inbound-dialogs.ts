import type { Form, Reply } from "../../../src/views/elements.ts";
import { readFields } from "../drawing/fields.ts";
import type { Again } from "../drawing/forms.ts";
import { type CarriedForm, carriedIn } from "../drawing/press-value.ts";
import type { InvokeAnswer } from "../replies/invoke-answers.ts";
import { answerDialog, noticeDialog } from "../replies/replies.ts";
import { words } from "../words.ts";
import { apology, hear, type Listening, type Turn } from "./handlers.ts";
import { type Activity, taskSchema } from "./payloads.ts";
import { contentKey, pressKey } from "./request-keys.ts";

/** Dialogs: asked for by a button (`task/fetch`) and submitted (`task/submit`, or by a message action's own submit). */

const outdated: Reply = { show: "notice", text: words.outdated };

const open = (listening: Listening, turn: Turn, data: unknown): Promise<Reply> | Reply => {
  const carried = carriedIn(data);
  if (!carried || "form" in carried) return outdated;
  return "open" in carried
    ? listening.inbox.flagForm(turn.by)
    : listening.inbox.press(turn.by, carried.press, pressKey(turn.activity, carried.press, data));
};

export const onDialogAsked = async (listening: Listening, activity: Activity): Promise<InvokeAnswer> => {
  try {
    const turn = await hear(listening, activity);
    const reply = await open(listening, turn, taskSchema.safeParse(activity.value).data?.data);
    return await answerDialog(listening, turn, reply);
  } catch (error) {
    return noticeDialog(listening, apology(listening, error, "dialog"));
  }
};

const formFrom = ({ intro, ...form }: CarriedForm): Form => ({ ...form, ...(intro ? { intro } : {}) });

const isData = (value: unknown): value is Again["data"] => typeof value === "object" && value !== null;

/** A defect is said on the form itself, so that what was typed isn't lost. */
export const submitted = async (listening: Listening, activity: Activity, data: unknown): Promise<InvokeAnswer> => {
  const carried = carriedIn(data);
  if (!carried || !("form" in carried) || !isData(data)) return noticeDialog(listening, words.unknownForm);
  const form = formFrom(carried.form);
  let turn: Turn | undefined;
  try {
    turn = await hear(listening, activity);
    const inputs = readFields(form.fields, data, turn);
    const { id, about } = form;
    const reply = await listening.inbox.submit(turn.by, { id, about }, inputs, contentKey(activity, data));
    listening.pages.of([turn.person]);
    return await answerDialog(listening, turn, reply, { form, data });
  } catch (error) {
    const [failed = ""] = apology(listening, error, "form");
    const errors: Reply = { show: "errors", errors: { "": String(failed) } };
    return turn ? answerDialog(listening, turn, errors, { form, data }) : noticeDialog(listening, [failed]);
  }
};

export const onDialogSubmitted = (listening: Listening, activity: Activity): Promise<InvokeAnswer> =>
  submitted(listening, activity, taskSchema.safeParse(activity.value).data?.data);

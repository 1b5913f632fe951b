import type { CurrentCard } from "../../../src/app/requests/current-card.ts";
import type { Press, Reply } from "../../../src/views/elements.ts";
import { plain } from "../../../src/views/elements.ts";
import { carriedIn } from "../drawing/press-value.ts";
import type { Activity } from "../payloads.ts";
import { executeSchema } from "../payloads.ts";
import { placeOf } from "../people/addresses.ts";
import { type InvokeAnswer, said } from "../replies/invoke-answers.ts";
import { answerPress } from "../replies/replies.ts";
import { words } from "../words.ts";
import { apology, type HandlerDeps, hear, type Turn } from "./handlers.ts";
import { pressKey } from "./request-keys.ts";

/** Buttons that act at once: Action.Execute, and on older clients the same data submitted as a message. */

const pressIn = (data: unknown): Press | undefined => {
  const carried = carriedIn(data);
  return carried && "press" in carried ? carried.press : undefined;
};

export const onExecute = async (
  deps: HandlerDeps & { readonly currentCard: CurrentCard | undefined },
  activity: Activity,
): Promise<InvokeAnswer> => {
  try {
    const data = executeSchema.safeParse(activity.value).data?.action.data;
    const press = pressIn(data);
    if (!press) return said(plain(words.outdated));
    const turn = await hear(deps, activity);
    const reply = await deps.inbox.press(turn.caller, press, pressKey(activity, press, data));
    deps.pages.of([turn.person]);
    const { replyToId: message } = activity;
    const place = placeOf(turn.tenant, activity.conversation.id);
    const current =
      reply.show === "nothing" && message !== undefined && press.case !== undefined
        ? // By now all is committed: a card that can't be shown at once is shown by its delivery.
          await deps.currentCard?.(turn.caller, press.case, { place, message }).catch(() => undefined)
        : undefined;
    return await answerPress(deps, turn, reply, press, current);
  } catch (error) {
    return said(plain(apology(deps, error, "press")));
  }
};

/** @returns nothing where the message carried no press of ours. */
export const pressSubmitted = async (
  { inbox }: HandlerDeps,
  { activity, caller }: Turn,
): Promise<{ reply: Reply; press?: Press } | undefined> => {
  const carried = carriedIn(activity.value);
  if (!carried || "form" in carried) return undefined;
  if ("open" in carried) return { reply: await inbox.flagForm(caller) };
  const { press } = carried;
  return { reply: await inbox.press(caller, press, pressKey(activity, press, activity.value)), press };
};

import { isCommand } from "../../../src/app/requests/slash-command.ts";
import type { Press, Reply } from "../../../src/views/elements.ts";
import { htmlToText } from "../drawing/html.ts";
import type { Activity } from "../payloads.ts";
import { isBotId } from "../people/addresses.ts";
import { answerMessage } from "../replies/replies.ts";
import { apology, type HandlerDeps, hear, type Turn } from "./handlers.ts";
import { pressSubmitted } from "./inbound-presses.ts";
import { isPersonal } from "./remembering.ts";
import { messageKey } from "./request-keys.ts";

/** Words written to the bot: after its name in a channel or chat, or in its own chat with a person. */

/** Without the mention of the bot itself; anyone else who is mentioned stays as a name. */
export const wordsTo = ({ text = "", entities, recipient }: Activity): string => {
  const ownMentions = entities.flatMap(({ type, mentioned, text: shown }) =>
    type === "mention" && shown && mentioned?.id === recipient?.id ? [shown] : [],
  );
  const rest = ownMentions.reduce((left, shown) => left.replaceAll(shown, " "), text);
  return htmlToText(rest).replace(/\s+/g, " ").trim();
};

const carryOut = async (deps: HandlerDeps, turn: Turn): Promise<{ reply: Reply; press?: Press }> => {
  const { activity, caller } = turn;
  try {
    return (
      (await pressSubmitted(deps, turn)) ?? {
        reply: await deps.inbox.command(caller, wordsTo(activity), messageKey(activity)),
      }
    );
  } catch (error) {
    return { reply: { show: "notice", text: apology(deps, error, "message") } };
  }
};

/** Someone who writes anything else to the bot looks for their page: it is written anew, below the answer. */
const bringPage = async ({ chat, inbox }: HandlerDeps, { caller, person }: Turn): Promise<void> => {
  await chat.dropHome(person);
  await inbox.homeOpened(caller);
};

/** @throws only before anything was done: Teams then sends the message again. */
export const onMessage = async (deps: HandlerDeps, activity: Activity): Promise<void> => {
  // Two bots that answer each other would never stop.
  if (isBotId(activity.from?.id ?? "")) return;
  const turn = await hear(deps, activity);
  const { reply, press } = await carryOut(deps, turn);
  const personal = isPersonal(activity);
  try {
    await answerMessage(deps, turn, reply, { personal, ...(press ? { press } : {}) });
    if (press) deps.pages.of([turn.person]);
    else if (personal && !isCommand(wordsTo(activity))) await bringPage(deps, turn);
  } catch (error) {
    // What was asked is done: only its answer is lost.
    deps.log.warn({ err: error }, "an answer could not be written in Teams");
  }
};

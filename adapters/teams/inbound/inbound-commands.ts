import { isCommand } from "../../../src/app/requests/slash-command.ts";
import type { Press, Reply } from "../../../src/views/elements.ts";
import { plainWords } from "../drawing/html.ts";
import { answerMessage } from "../replies/replies.ts";
import { apology, hear, type Listening, type Turn } from "./handlers.ts";
import { pressSubmitted } from "./inbound-presses.ts";
import type { Activity } from "./payloads.ts";
import { isPersonal } from "./remembering.ts";
import { messageKey } from "./request-keys.ts";

/** Words written to the bot: after its name in a channel or chat, or in its own chat with a person. */

/** Without the mention of the bot itself; anyone else who is mentioned stays as a name. */
export const wordsTo = ({ text = "", entities, recipient }: Activity): string => {
  const ownMentions = entities.flatMap(({ type, mentioned, text: shown }) =>
    type === "mention" && shown && mentioned?.id === recipient?.id ? [shown] : [],
  );
  const rest = ownMentions.reduce((left, shown) => left.replaceAll(shown, " "), text);
  return plainWords(rest).replace(/\s+/g, " ").trim();
};

const carryOut = async (listening: Listening, turn: Turn): Promise<{ reply: Reply; press?: Press }> => {
  const { activity, by } = turn;
  try {
    return (
      (await pressSubmitted(listening, turn)) ?? {
        reply: await listening.inbox.command(by, wordsTo(activity), messageKey(activity)),
      }
    );
  } catch (error) {
    return { reply: { show: "notice", text: apology(listening, error, "message") } };
  }
};

/** Someone who writes anything else to the bot looks for their page: it is written anew, below the answer. */
const bringPage = async ({ chat, inbox }: Listening, { by, person }: Turn): Promise<void> => {
  await chat.dropHome(person);
  await inbox.homeOpened(by);
};

/** @throws only before anything was done: Teams then sends the message again. */
export const onMessage = async (listening: Listening, activity: Activity): Promise<void> => {
  const turn = await hear(listening, activity);
  const { reply, press } = await carryOut(listening, turn);
  const personal = isPersonal(activity);
  try {
    await answerMessage(listening, turn, reply, { personal, ...(press ? { press } : {}) });
    if (press) listening.pages.of([turn.person]);
    else if (personal && !isCommand(wordsTo(activity))) await bringPage(listening, turn);
  } catch (error) {
    // What was asked is done: only its answer is lost.
    listening.log.warn({ err: error }, "an answer could not be written in Teams");
  }
};

import type { Rich } from "../../src/views/elements.ts";
import { trouble } from "../../src/views/words/trouble.ts";

/** What only this adapter has to say; everything else comes from the views. */
export const words = {
  ...trouble,
  noAnswer: ["Microsoft Teams didn't answer us in time. Nothing was saved, please try again in a moment."],
  done: ["Done."],
  unknownAction: ["Amends doesn't know this action. Try “Flag complaint” on a message, or write “help” to Amends."],
  openForm: ["One more step: the form opens with this button."],
  sentToChat: ["I sent it to you in our own chat."],
  askInChat: [
    "I answer that in our own chat, where only you can read it. Please add Amends for yourself and ask there.",
  ],
  notInstalled: [
    "Amends isn't in this team or chat yet. Add it, and the form opens at once. In a private or shared channel, flag the complaint from our own chat instead.",
  ],
  pageMoved: ["Your queue is further down, as it is now."],
  installed: ["Amends is here now. Please choose “Flag complaint” on the message again."],
  lookAgain: "Please look at the marked fields.",
} satisfies Record<string, string | Rich | ((reference: string) => Rich)>;

export const labels = { more: "More", openForm: "Open the form", addHere: "Add Amends here", close: "Close" } as const;

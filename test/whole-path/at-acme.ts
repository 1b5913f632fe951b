import type { Acme } from "../support/acme.ts";
import type { Values } from "../support/slack/filling.ts";
import type { SubmitResult } from "../support/slack/inbound.ts";
import type { Message, MessageAddress } from "../support/slack/messages.ts";
import type { Seen } from "../support/slack/reading.ts";

/** What the people of Acme Travel do on Slack, by their names: `sam` and `sue` are staff, `ann` and `ben` managers. */
export type AtAcme = ReturnType<typeof atAcme>;

export const complaintWords = "The room was dirty and nobody came when I called.";

/** Resolved to what the steps of a recovery need, in the protocol's order. */
const steps: readonly { readonly label: string; readonly values?: Values }[] = [
  { label: "Take ownership" },
  { label: "Acknowledge" },
  { label: "Apologize", values: {} },
  { label: "Root cause", values: { "Root cause": "Our procedure", Explanation: "The cleaning list was wrong." } },
  { label: "Offer remedy", values: { Remedy: "Refund", Amount: "40", Reason: "A night in a dirty room." } },
  { label: "Resolve", values: { "What was done": "Cleaned the room, refunded part of the night." } },
];

export const atAcme = (open: () => Pick<Acme, "client" | "world" | "settle">) => {
  const posted = (thread: MessageAddress, who = "sam"): readonly Seen[] =>
    open()
      .world.thread(thread.channel, thread.ts, who)
      .filter(({ from, onlyYou }) => from === "Amends" && !onlyYou);

  const one = (seen: Seen | undefined, what: string, among: readonly Seen[]): Seen => {
    if (!seen) throw new Error(`${what} is not among:\n${among.map(({ text }) => text).join("\n---\n")}`);
    return seen;
  };

  /** The last that says this. */
  const saying = (words: string | RegExp, among: readonly Seen[]): Seen =>
    one(
      among.findLast(({ text }) => text.match(words) !== null),
      String(words),
      among,
    );

  const complain = (who = "sue", where = "support", text = complaintWords): Message =>
    open().world.say(who, where, text);

  const submit = async (who: string, values: Values): Promise<SubmitResult> => {
    const { client } = open();
    const sent = await client.submit(who, client.openModal(who), values);
    await open().settle();
    return sent;
  };

  /** Presses, and says yes to what is asked before. */
  const press = async (who: string, on: MessageAddress, label: string) => {
    const pressed = await open().client.pressButton(who, on, label);
    await open().settle();
    return pressed;
  };

  const fill = async (who: string, on: MessageAddress, label: string, values: Values = {}): Promise<SubmitResult> => {
    await open().client.pressButton(who, on, label);
    const sent = await submit(who, values);
    if (sent.shown !== "closed") throw new Error(`${label}: ${JSON.stringify(sent)}`);
    return sent;
  };

  return {
    complain,
    posted,
    saying,
    submit,
    press,
    fill,
    /** Flags a message from its menu. Unless said otherwise for a customer who isn't on Slack. */
    flag: async (who: string, complaint: MessageAddress, values: Values = { "Customer name": "Jane Roe" }) => {
      await open().client.messageShortcut(who, complaint);
      const sent = await submit(who, { "Failure type": "Faulty or damaged", ...values });
      if (sent.shown !== "closed") throw new Error(`not flagged: ${JSON.stringify(sent)}`);
      return sent;
    },
    /** The case card: the first thing the bot writes in a thread. */
    card: (thread: MessageAddress, who = "sam"): Seen => {
      const all = posted(thread, who);
      return one(all[0], "the case card", all);
    },
    /** The last message in the thread that says this. */
    message: (thread: MessageAddress, words: string | RegExp, who = "sam"): Seen => saying(words, posted(thread, who)),
    /** What the bot wrote to someone directly and says this, oldest first. */
    directly: (who: string, words: string | RegExp = ""): readonly Seen[] =>
      open()
        .world.directMessages(who)
        .filter(({ text }) => text.match(words) !== null),
    /** What only this person was told, newest last. */
    whispers: (where: string, who: string): readonly string[] =>
      open()
        .world.messages.all.filter(
          ({ channel, onlyFor }) => channel === open().world.channel(where).id && onlyFor === open().world.user(who).id,
        )
        .map(({ text }) => text),
    /** Every step from where the case stands to its resolution, by its owner. */
    recover: async (who: string, card: () => Seen) => {
      for (const { label, values } of steps) {
        if (!card().buttons.includes(label)) continue;
        if (values) await fill(who, card(), label, values);
        else await press(who, card(), label);
      }
    },
    /** The bot's messages in a channel, threads included, that everybody there can read. */
    publicly: (where: string): readonly Message[] =>
      open().world.messages.all.filter(
        ({ channel, author, onlyFor }) =>
          channel === open().world.channel(where).id && author === open().world.app.botUserId && !onlyFor,
      ),
  };
};

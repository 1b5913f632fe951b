import type { TeamsAcme } from "../support/teams/acme.ts";
import { bot } from "../support/teams/cast.ts";
import { fieldsIn, labelOf, sentOf, type Typed } from "../support/teams/filling.ts";
import type { Delivered } from "../support/teams/inbound.ts";
import { cardOf, dialogIn, pressable, readCard, saidIn } from "../support/teams/reading.ts";
import type { Message } from "../support/teams/world.ts";

/** What the people of Acme Travel do on Teams, by their names: `sam` and `sue` are staff. */

export type Values = Readonly<Record<string, Typed | null>>;

export const complaintWords = "The room was dirty and nobody came when I called.";

/** A message as it stands now. */
const textOf = ({ activity }: Message): string => {
  const card = cardOf(activity);
  return card === undefined ? String(activity.text ?? "") : readCard(card).text;
};

const steps: readonly { readonly label: string; readonly values?: Values }[] = [
  { label: "Take ownership" },
  { label: "Acknowledge" },
  { label: "Apologize", values: {} },
  { label: "Root cause", values: { "Root cause": "Our procedure", Explanation: "The cleaning list was wrong." } },
  { label: "Offer remedy", values: { Remedy: "Refund", Amount: "40", Reason: "A night in a dirty room." } },
  { label: "Resolve", values: { "What was done": "Cleaned the room, refunded part of the night." } },
];

export const atAcmeOnTeams = (open: () => TeamsAcme) => {
  const saying = (words: string | RegExp, among: readonly Message[]): Message => {
    const found = among.findLast((message) => textOf(message).match(words) !== null);
    if (!found) throw new Error(`${words} is not among:\n${among.map(textOf).join("\n---\n")}`);
    return found;
  };
  /** What the bot wrote under a message. */
  const posted = ({ conversation, id }: Message): readonly Message[] =>
    open()
      .world.thread(conversation, id)
      .filter(({ from }) => from === bot.id);

  /** The press of a button as a client sends it, and nothing after it. */
  const pressOnly = (who: string, on: Message, label: string): Promise<Delivered> => {
    const { action } = pressable(cardOf(on.activity), label);
    const { client } = open();
    return action.type === "Action.Submit" ? client.fetchTask(who, on, action.data) : client.execute(who, on, action);
  };
  const openedBy = ({ body, status }: Delivered) => {
    const dialog = dialogIn(body);
    if (!dialog) throw new Error(`no dialog opened: ${status} ${JSON.stringify(body)}`);
    return dialog.card;
  };
  /** The data that a submit of this dialog carries. */
  const submission = (card: unknown, values: Values): object => {
    const known = fieldsIn(card).map((inputs) => labelOf(inputs[0] ?? {}));
    for (const label of Object.keys(values))
      if (!known.includes(label)) throw new Error(`no field ${label} among ${known.join(", ")}`);
    const typed = fieldsIn(card).flatMap((inputs) => sentOf(inputs, values[labelOf(inputs[0] ?? {})]));
    const [submit] = readCard(card).buttons;
    return { ...Object(submit?.action.data), ...Object.fromEntries(typed) };
  };
  const submitOnly = (who: string, on: Message, card: unknown, values: Values): Promise<Delivered> => {
    const where = open().world.conversation(on.conversation);
    const thread = where.kind === "channel" ? { thread: on.root ?? on.id } : {};
    return open().client.submitTask(who, where, submission(card, values), thread);
  };
  const closed = (label: string, { status, body }: Delivered): void => {
    if (status !== 200 || fieldsIn(dialogIn(body)?.card ?? {}).length > 0)
      throw new Error(`${label}: ${status} ${JSON.stringify(body)}`);
  };

  const press = async (who: string, on: Message, label: string): Promise<Delivered> => {
    const pressed = await pressOnly(who, on, label);
    await open().settle();
    return pressed;
  };
  const fill = async (who: string, on: Message, label: string, values: Values = {}): Promise<Delivered> => {
    const sent = await submitOnly(who, on, openedBy(await pressOnly(who, on, label)), values);
    closed(label, sent);
    await open().settle();
    return sent;
  };

  return {
    textOf,
    saying,
    posted,
    press,
    pressOnly,
    fill,
    submitOnly,
    openedBy,
    submission,
    buttonsOf: ({ activity }: Message): readonly string[] =>
      readCard(cardOf(activity)).buttons.map(({ label }) => label),
    mentionsOf: ({ activity }: Message): readonly string[] =>
      readCard(cardOf(activity)).mentions.map((id) => open().world.byAnyId(id)?.key ?? id),
    /** What only the person who pressed was told. */
    said: ({ body }: Delivered): string => {
      const dialog = dialogIn(body);
      return saidIn(body) ?? (dialog ? readCard(dialog.card).text : "");
    },
    complain: (who = "sue", where = "support", text = complaintWords): Message =>
      open().world.say(who, open().world.channel(where).id, text),
    flag: async (who: string, complaint: Message, values: Values = { "Customer name": "Jane Roe" }) => {
      const { client } = open();
      const card = openedBy(await client.flag(who, complaint));
      const all = { "Failure type": "Faulty or damaged", ...values };
      const sent = await client.submitAction(who, complaint, submission(card, all));
      closed("flag", sent);
      await open().settle();
      return sent;
    },
    /** The case card: the first thing the bot writes in a thread. */
    card: (thread: Message): Message => saying(/^(🚨 |⚠️ |✅ )?Case \d/, posted(thread).slice(0, 1)),
    message: (thread: Message, words: string | RegExp): Message => saying(words, posted(thread)),
    /** What the bot wrote to someone directly and says this now, oldest first. */
    directly: (who: string, words: string | RegExp = ""): readonly Message[] =>
      open()
        .world.inChat(who)
        .filter((message) => message.from === bot.id && textOf(message).match(words) !== null),
    /** Every step from where the case stands to its resolution, by its owner. */
    recover: async (who: string, card: () => Message) => {
      for (const { label, values } of steps) {
        const has = readCard(cardOf(card().activity)).buttons.some((button) => button.label === label);
        if (has) await (values ? fill(who, card(), label, values) : press(who, card(), label));
      }
    },
  };
};

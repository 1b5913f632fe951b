import { DateTime } from "luxon";
import { z } from "zod";
import { labels } from "../../../adapters/teams/words.ts";
import { openTeamsAcme } from "../../support/teams/acme.ts";
import { bot, type TeamsUser, cast as world } from "../../support/teams/cast.ts";
import { choicesIn, fieldsIn, labelOf, sentOf } from "../../support/teams/filling.ts";
import type { Delivered } from "../../support/teams/inbound.ts";
import { cardOf, dialogIn, pressable, readCard, saidIn } from "../../support/teams/reading.ts";
import type { Message } from "../../support/teams/world.ts";
import {
  type Answer,
  type Harness,
  type OpenForm,
  organization,
  type Role,
  roles,
  type Said,
  type Seen,
  type SeenField,
  type Submitted,
  type Value,
  type Values,
} from "../contract.ts";

/** The contract suite's people on Teams: activities as Teams sends them, messages and dialogs as Teams shows them. */

const cast: Readonly<Record<Role, string>> = {
  staff: "sam",
  otherStaff: "sue",
  manager: "ann",
  otherManager: "ben",
  director: "dina",
  customer: "carla",
  // Of another tenant: can forge a press on the team's cards, and has a chat with the bot that they began.
  stranger: "gus",
};
const userOf = (role: Role): TeamsUser => {
  const found = world.users.find(({ key }) => key === cast[role]);
  if (!found) throw new Error(`nobody plays ${role}`);
  return found;
};
const roleOf = (id: string): Role | undefined => roles.find((role) => userOf(role).aadObjectId === id);

const protocol = organization({
  managers: [`teams:${userOf("manager").aadObjectId}`, "ben@acme.example"],
  directors: [`teams:${userOf("director").aadObjectId}`],
  cases: { teams: "19:cases@thread.tacv2" },
});

type Fields = Readonly<Record<string, unknown>>;
/** How a dialog came to be: what its submit is sent as. */
type Dialog = { readonly title: string; readonly card: Fields; readonly on: Message; readonly by: "task" | "action" };
/** A message with the card as it was when it was seen. */
type On = { readonly message: Message; readonly card: unknown };

const text = (value: unknown): string => (typeof value === "string" ? value : "");
export async function openTeams(): Promise<Harness> {
  const acme = await openTeamsAcme({ protocol });
  const { world: teams } = acme;
  const open = new Map<Role, Dialog>();
  let last: Delivered | undefined;
  const zoneOf = (who: Role) => userOf(who).zone;

  const see = (message: Message, onlyYou: boolean): Seen => {
    const card = cardOf(message.activity);
    if (card === undefined)
      return seeWords(text(message.activity.text), { fromAmends: message.from === bot.id, onlyYou });
    return { ...seeCard(card, { message, card } satisfies On), onlyYou };
  };
  const seeCard = (card: unknown, ref: unknown): Seen => {
    const read = readCard(card);
    return {
      ref,
      text: read.text,
      buttons: read.buttons.map(({ label }) => label),
      primary: read.buttons.flatMap(({ label, primary }) => (primary ? [label] : [])),
      more: read.more.map(({ label }) => label),
      mentions: [...new Set(read.mentions)].flatMap((id) => roleOf(id) ?? []),
      fromAmends: true,
      onlyYou: true,
    };
  };
  const seeWords = (words: string, more: Partial<Seen> = {}): Seen => ({
    ref: undefined,
    text: words,
    buttons: [],
    primary: [],
    more: [],
    mentions: [],
    fromAmends: true,
    onlyYou: true,
    ...more,
  });

  const isForm = (dialog: Dialog): boolean => fieldsIn(dialog.card).length > 0;

  const standsIn = (who: Role, inputs: readonly Fields[]): Value | undefined => {
    const [input] = inputs;
    if (!input) return undefined;
    if (input.type === "Input.Date") {
      const [date, time] = inputs.map(({ value }) => text(value));
      return date
        ? { at: DateTime.fromISO(`${date}T${time || "00:00"}`, { zone: zoneOf(who) }).toMillis() }
        : undefined;
    }
    if (input.type === "Input.Toggle") return input.value === "true";
    const value = text(input.value);
    if (!value) return undefined;
    if (input["choices.data"]) {
      const person = roleOf(value);
      return person && { person };
    }
    return choicesIn(input).find((choice) => choice.value === value)?.title ?? value;
  };
  const formIn = (who: Role, dialog: Dialog): OpenForm => ({
    ref: dialog,
    title: dialog.title,
    submit: readCard(dialog.card).buttons[0]?.label ?? "",
    text: readCard(dialog.card).text,
    fields: fieldsIn(dialog.card).map((inputs): SeenField => {
      const [first = {}] = inputs;
      const value = standsIn(who, inputs);
      return {
        label: labelOf(first),
        optional: first.isRequired !== true,
        options: first["choices.data"] ? [] : choicesIn(first).map(({ title }) => title),
        ...(value === undefined ? {} : { value }),
      };
    }),
  });
  /** An error stands right above its field. */
  const errorsIn = (dialog: Dialog): Record<string, string> => {
    const { elements } = readCard(dialog.card);
    return Object.fromEntries(
      elements.flatMap((element, index) => {
        const next = elements[index + 1];
        const isError = element.style === "attention" && next !== undefined && text(next.type).startsWith("Input.");
        return isError ? [[labelOf(next), readCard({ body: [element] }).text.replace("⚠️ ", "")]] : [];
      }),
    );
  };

  const typed = (who: Role, inputs: readonly Fields[], value: Value | null | undefined): [string, string][] => {
    if (typeof value !== "object" || value === null) return sentOf(inputs, value);
    return sentOf(
      inputs,
      "person" in value ? { person: userOf(value.person).aadObjectId } : { ...value, zone: zoneOf(who) },
    );
  };

  /** What only this person got: a dialog, words that fade, a card in place, or a message in their own chat. */
  const answerTo = async (who: Role, on: Message, by: Dialog["by"], act: () => Promise<Delivered>): Promise<Answer> => {
    const before = teams.inChat(cast[who]).length;
    last = await act();
    if (last.status !== 200) throw new Error(`Teams got no good answer: ${JSON.stringify(last)}`);
    const { body } = last;
    const own = teams
      .inChat(cast[who])
      .slice(before)
      .filter(({ from }) => from === bot.id);
    const told = own.map((message) => see(message, true));
    const said = saidIn(body);
    const dialog = dialogIn(body);
    const inPlace = z
      .object({ statusCode: z.literal(200), value: z.looseObject({ body: z.unknown() }) })
      .safeParse(body);
    // How Teams is told that all is done; a card in its own chat speaks for itself.
    const quiet = said === "Done." || said === "I sent it to you in our own chat.";
    if (said !== undefined && !quiet) told.push(seeWords(said));
    // The pressed card as it is now tells nothing new: everyone sees it so, after its delivery.
    const card = inPlace.data?.value;
    if (card && readCard(card).buttons.some(({ label }) => label === labels.openForm))
      told.push(seeCard(card, { message: on, card }));
    if (!dialog) return { told };
    const opened: Dialog = { ...dialog, on, by };
    if (!isForm(opened)) return { told: [...told, seeWords(readCard(dialog.card).text)] };
    open.set(who, opened);
    return { told, form: formIn(who, opened) };
  };

  const refOf = (seen: Seen): On => seen.ref as On; // made by `see`
  const messageOf = (said: Said): Message => said.ref as Message; // made by `complain`
  const mayRead = (who: Role, { conversation }: Message): boolean =>
    teams.conversations.get(conversation)?.members.includes(cast[who]) ?? false;

  const press = (who: Role, { message, card }: On, label: string): Promise<Answer> => {
    const { action } = pressable(card, label);
    return action.type === "Action.Submit"
      ? answerTo(who, message, "task", () => acme.client.fetchTask(cast[who], message, action.data))
      : answerTo(who, message, "task", () => acme.client.execute(cast[who], message, action));
  };

  return {
    complain: async (who, words) => {
      const where = teams.channel(who === "customer" ? "globex" : "support");
      return { ref: teams.say(cast[who], where.id, words) };
    },
    flag: (who, message) =>
      answerTo(who, messageOf(message), "action", () => acme.client.flag(cast[who], messageOf(message))),
    openForm: async (who) => {
      const dialog = open.get(who);
      return dialog && formIn(who, dialog);
    },
    submit: async (who, form, values: Values): Promise<Submitted> => {
      const dialog = form.ref as Dialog; // made by `formIn`
      const { action } = pressable(dialog.card, form.submit);
      const filled = fieldsIn(dialog.card).flatMap((inputs) => typed(who, inputs, values[labelOf(inputs[0] ?? {})]));
      const data = { ...(action.data as object), ...Object.fromEntries(filled) }; // what a submit carries
      const { on, by } = dialog;
      const where = teams.conversation(on.conversation);
      const thread = where.kind === "channel" ? { thread: on.root ?? on.id } : {};
      const answer = await answerTo(who, on, by, () =>
        by === "action"
          ? acme.client.submitAction(cast[who], on, data)
          : acme.client.submitTask(cast[who], where, data, thread),
      );
      const next = open.get(who);
      if (!answer.form || !next) {
        open.delete(who);
        return { shown: "closed", told: answer.told };
      }
      const errors = errorsIn(next);
      return Object.keys(errors).length > 0
        ? { shown: "errors", errors, form: answer.form }
        : { shown: "form", form: answer.form };
    },
    press: (who, on, label) => press(who, refOf(on), label),
    command: async (who, words) => {
      const chat = teams.chatOf(cast[who]);
      const on: Message = { conversation: chat.id, id: "", from: "", activity: {}, history: [] };
      const answer = await answerTo(who, on, "task", () => acme.client.write(cast[who], words));
      // Words can't open a dialog on Teams: the button that they are answered with does.
      const door = answer.told.find(({ buttons }) => buttons.includes(labels.openForm));
      return door ? press(who, refOf(door), labels.openForm) : answer;
    },

    read: async (message, who) => {
      const root = messageOf(message);
      if (!mayRead(who, root)) return [];
      return teams.thread(root.conversation, root.id).map((each) => see(each, false));
    },
    directMessages: async (who) =>
      teams
        .inChat(cast[who])
        .filter(({ from }) => from === bot.id)
        .map((each) => see(each, true)),
    home: async (who) => {
      const opened = await acme.client.install(cast[who]);
      if (opened.status !== 200) throw new Error(`the page did not open: ${JSON.stringify(opened)}`);
      const sent = acme.teams.calls.findLast(
        ({ operation, path }) =>
          (operation === "send" || operation === "update") &&
          path.includes(encodeURIComponent(teams.chatOf(cast[who]).id)),
      );
      const id = sent?.operation === "update" ? decodeURIComponent(sent.path.split("/").at(-1) ?? "") : undefined;
      const page = teams.inChat(cast[who]).findLast((each) => id === undefined || each.id === id);
      return page ? see(page, true) : seeWords("");
    },

    settle: () => acme.settle(),
    pass: (millis) => acme.pass(millis),
    now: () => acme.now(),
    retry: async () => {
      if (!last) throw new Error("nothing was sent yet");
      const again = await acme.client.retry(last);
      return { first: { status: last.status, body: last.body }, again: { status: again.status, body: again.body } };
    },
    restart: () => acme.restart(),
    size: () => acme.size(),
    close: () => acme.close(),
  };
}

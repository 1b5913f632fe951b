import { type Acme, openAcme } from "../../support/acme.ts";
import type { SlackUser } from "../../support/slack/cast.ts";
import { controlsIn, optionLabels } from "../../support/slack/controls.ts";
import type { Delivered } from "../../support/slack/delivery.ts";
import type { Value as SlackValue } from "../../support/slack/filling.ts";
import type { Message, MessageAddress } from "../../support/slack/messages.ts";
import { allBlocks, type Seen as SlackSeen } from "../../support/slack/reading.ts";
import { type Fields, fieldsIn, textIn, wordsOf } from "../../support/slack/shapes.ts";
import { answerOf } from "../../support/slack/state.ts";
import type { View } from "../../support/slack/views.ts";
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

/** The contract suite's people on Slack: requests as Slack sends them, messages and windows as Slack's apps show them. */

const cast: Readonly<Record<Role, string>> = {
  staff: "sam",
  otherStaff: "sue",
  manager: "ann",
  otherManager: "ben",
  director: "dina",
  customer: "carla",
  // A guest, let into the team's channel for as long as they do something.
  stranger: "gus",
};

const protocol = organization({
  managers: ["slack:S0MANAGERS"],
  directors: ["slack:U0DINA0001"],
  cases: { slack: "C0CASES001" },
});

/** What the harness hands out as `ref`, and gets back. */
type On = { readonly at: MessageAddress } | { readonly view: View };
type Filled = { readonly view: View; readonly typed: Values };

export async function openSlack(): Promise<Harness> {
  const acme = await openAcme({ protocol });
  const { world } = acme;
  const roleOf = (id: string) => roles.find((role) => world.user(cast[role]).id === id);
  let last: Delivered | undefined;

  const mentioned = (name: string): readonly (Role | "everyone")[] => {
    const called = name.replace(/^@/, "");
    const group = [...world.groups.values()].find(({ handle }) => handle === called);
    const person = [...world.users.values()].find((user: SlackUser) => user.name === called);
    const ids = group ? group.users : person ? [person.id] : [];
    return ids.length === 0 ? ["everyone"] : ids.flatMap((id) => roleOf(id) ?? []);
  };

  const see = (seen: SlackSeen): Seen => ({
    ref: { at: { channel: seen.channel, ts: seen.ts } } satisfies On,
    text: seen.text,
    buttons: seen.buttons,
    primary: primaryIn(allBlocks(messageAt(seen))),
    more: seen.menus.More ?? [],
    mentions: [...new Set(seen.mentions.flatMap(mentioned))],
    fromAmends: seen.from === world.app.name,
    onlyYou: seen.onlyYou,
  });
  const messageAt = (at: MessageAddress): Message => {
    const message = world.messages.find(at);
    if (!message) throw new Error(`there is no message ${at.ts} any more`);
    return message;
  };
  const seeView = (view: View, text: string, more: Partial<Seen>): Seen => {
    const controls = controlsIn(view.blocks);
    return {
      ref: { view } satisfies On,
      text,
      buttons: controls.flatMap(({ element, label }) => (element.type === "button" ? [label] : [])),
      primary: primaryIn(view.blocks),
      more: controls.flatMap(({ element, label }) => (label === "More" ? optionLabels(element) : [])),
      mentions: [],
      fromAmends: true,
      onlyYou: true,
      ...more,
    };
  };

  const formIn = (who: Role, view: View, typed: Values = {}): OpenForm => ({
    ref: { view, typed } satisfies Filled,
    title: wordsOf(view.definition.title),
    submit: wordsOf(view.definition.submit),
    text: world.modal(cast[who])?.text ?? "",
    fields: controlsIn(view.blocks)
      .filter(({ block }) => block.type === "input")
      .map(({ block, element, label }): SeenField => {
        const value = Object.hasOwn(typed, label) ? typed[label] : standsIn(element, roleOf);
        return {
          label,
          optional: block.optional === true,
          options: optionLabels(element),
          ...(value === undefined || value === null ? {} : { value }),
        };
      }),
  });
  const topOf = (who: Role): View | undefined => world.views.top(world.user(cast[who]).id);
  /** A window without anything to submit only says something. */
  const isForm = (view: View): boolean => view.definition.submit !== undefined;

  /** What one person alone got while `act` was on its way: words in the conversation, or a window. */
  async function answerTo(who: Role, act: () => Promise<Delivered>): Promise<Answer> {
    if (who !== "stranger") return answered(who, act);
    world.join("support", cast.stranger);
    try {
      return await answered(who, act);
    } finally {
      world.leave("support", cast.stranger);
    }
  }
  async function answered(who: Role, act: () => Promise<Delivered>): Promise<Answer> {
    const before = world.messages.all.length;
    const windowBefore = topOf(who);
    last = await act();
    if (last.timedOut || last.status !== 200) throw new Error(`Slack got no good answer: ${JSON.stringify(last)}`);
    const { id } = world.user(cast[who]);
    const told = world.messages.all.slice(before).filter(({ onlyFor }) => onlyFor === id);
    const visible = told.flatMap((message) =>
      [...world.read(message.channel, cast[who]), ...inThread(message, who)]
        .filter(({ ts }) => ts === message.ts)
        .slice(0, 1)
        .map(see),
    );
    const view = topOf(who);
    if (!view || view === windowBefore) return { told: visible };
    if (isForm(view)) return { form: formIn(who, view), told: visible };
    const text = world.modal(cast[who])?.text ?? "";
    return { told: [...visible, seeView(view, text, {})] };
  }
  const inThread = (message: Message, who: Role): readonly SlackSeen[] =>
    message.threadTs ? world.thread(message.channel, message.threadTs, cast[who]) : [];

  const refOf = (seen: Seen): On => seen.ref as On; // made by `see` and `seeView`
  const addressOf = (said: Said): MessageAddress => said.ref as MessageAddress; // made by `complain`

  return {
    complain: async (who, text) => {
      const { channel, ts } = world.say(cast[who], who === "customer" ? "globex" : "support", text);
      return { ref: { channel, ts } satisfies MessageAddress };
    },
    flag: (who, message) => answerTo(who, () => acme.client.messageShortcut(cast[who], addressOf(message))),
    openForm: async (who) => {
      const view = topOf(who);
      return view && isForm(view) ? formIn(who, view) : undefined;
    },
    submit: async (who, form, values): Promise<Submitted> => {
      const { view, typed } = form.ref as Filled; // made by `formIn`
      const filled = { ...typed, ...values };
      const before = world.messages.all.length;
      const sent = await acme.client.submit(cast[who], view, forSlack(filled));
      last = sent;
      if (sent.shown === "trouble") throw new Error(`Slack shows: ${sent.why}`);
      if (sent.shown === "errors") return { shown: "errors", errors: sent.errors, form: formIn(who, view, filled) };
      const { id } = world.user(cast[who]);
      const told = world.messages.all.slice(before).filter(({ onlyFor }) => onlyFor === id);
      const seen = told.flatMap((message) =>
        [...world.read(message.channel, cast[who]), ...inThread(message, who)]
          .filter(({ ts }) => ts === message.ts)
          .slice(0, 1)
          .map(see),
      );
      const next = topOf(who);
      if (sent.shown === "closed" || !next) return { shown: "closed", told: seen };
      if (isForm(next)) return { shown: "form", form: formIn(who, next) };
      return { shown: "closed", told: [...seen, seeView(next, world.modal(cast[who])?.text ?? "", {})] };
    },
    press: (who, on, label) => {
      const ref = refOf(on);
      return answerTo(who, () => acme.client.pressButton(cast[who], "at" in ref ? ref.at : ref.view, label));
    },
    command: (who, words) => answerTo(who, () => acme.client.slashCommand(cast[who], "support", words)),

    read: async (message, who) => {
      const { channel, ts } = addressOf(message);
      return world.thread(channel, ts, cast[who]).map(see);
    },
    directMessages: async (who) => world.directMessages(cast[who]).map(see),
    home: async (who) => {
      const opened = await acme.client.appHomeOpened(cast[who]);
      if (opened.status !== 200) throw new Error(`the page did not open: ${JSON.stringify(opened)}`);
      const view = acme.client.homeTab(cast[who]);
      return seeView(view, world.home(cast[who])?.text ?? "", {});
    },

    settle: () => acme.settle(),
    pass: (millis) => acme.pass(millis),
    now: () => acme.now(),
    retry: async () => {
      if (!last) throw new Error("nothing was sent yet");
      const again = await acme.client.retry(last.request);
      return {
        first: { status: last.status, body: last.body },
        again: { status: again.status, body: again.body },
      };
    },
    restart: () => acme.restart(),
    size: () => acme.size(),
    close: () => closeAudited(acme),
  };
}

const closeAudited = async (acme: Acme): Promise<void> => {
  try {
    await acme.audit();
  } finally {
    await acme.close();
  }
};

const primaryIn = (blocks: readonly Fields[]): readonly string[] =>
  controlsIn(blocks).flatMap(({ element, label }) => (element.style === "primary" ? [label] : []));

/** What a field holds before anybody types. */
function standsIn(element: Fields, roleOf: (id: string) => Role | undefined): Value | undefined {
  const { selected_option, value, selected_user, selected_date_time } = answerOf(element, undefined) ?? {};
  if (typeof value === "string") return value;
  if (typeof selected_user === "string") {
    const person = roleOf(selected_user);
    return person && { person };
  }
  if (typeof selected_date_time === "number") return { at: selected_date_time * 1000 };
  const label = wordsOf(fieldsIn(selected_option).text);
  if (isYesNo(element)) return label === "Yes" ? true : label === "No" ? false : undefined;
  return label || undefined;
}

const isYesNo = (element: Fields): boolean =>
  textIn(element.type) === "radio_buttons" && optionLabels(element).join() === "Yes,No";

const forSlack = (values: Values): Readonly<Record<string, SlackValue>> =>
  Object.fromEntries(
    Object.entries(values).map(([label, value]): [string, SlackValue] => {
      if (typeof value === "boolean") return [label, value ? "Yes" : "No"];
      if (value === null || typeof value === "string") return [label, value];
      return [label, "person" in value ? cast[value.person] : new Date(value.at)];
    }),
  );

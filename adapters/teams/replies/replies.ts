import type { Caller, Chat } from "../../../src/app/ports.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import { type Card, type Form, type Press, plain, type Reply, type Rich } from "../../../src/views/elements.ts";
import type { Connector, Service } from "../connection/connector.ts";
import type { AdaptiveCard } from "../drawing/elements.ts";
import { type Again, dialog, toDialog } from "../drawing/forms.ts";
import { peopleIn } from "../drawing/mentions.ts";
import { carryFlag, carryPress } from "../drawing/press-value.ts";
import { asMessage, noticeOf, renderCard, renderCards } from "../drawing/render.ts";
import { richToText } from "../drawing/rich-text.ts";
import { briefly, type Identities } from "../people/identity.ts";
import { labels, words } from "../words.ts";
import { closes, goesOn, type InvokeAnswer, said, shownInPlace } from "./invoke-answers.ts";

/** A reply shown where the person is looking: by a press, in a dialog, or in a conversation. */

export type ReplyDeps = {
  /** `dropHome`: the person's page is written anew at the end of their chat. */
  readonly chat: Pick<Chat, "directMessage" | "showHome"> & { dropHome(person: PersonRef): Promise<void> };
  readonly connector: Connector;
  readonly identities: Identities;
};

/** Who asked for it, and where. */
export type Asked = {
  readonly tenant: string;
  readonly person: PersonRef;
  readonly caller: Caller;
  /** Of the person; UTC where Teams doesn't say. */
  readonly zone: string;
  readonly service: Service;
  /** The conversation's id. */
  readonly conversation: string;
  /** Of what is shown in answer, so that a retry of its presses is known. */
  readonly stamp: string;
};

/** Words that fade are plain. */
const spokenPlainly = async ({ identities }: Pick<ReplyDeps, "identities">, text: Rich): Promise<string> =>
  richToText(text, await identities.names(peopleIn([noticeOf(text)]), briefly));

const drawnNotice = async ({ identities }: Pick<ReplyDeps, "identities">, text: Rich): Promise<AdaptiveCard> => {
  const names = await identities.names(peopleIn([noticeOf(text)]), briefly);
  return renderCard(noticeOf(text, names), { names, stamp: "", mentions: false });
};

const drawnForOne = async (deps: ReplyDeps, asked: Asked, cards: readonly Card[]): Promise<AdaptiveCard> => {
  const drawing = {
    names: await deps.identities.names(peopleIn(cards), briefly),
    stamp: asked.stamp,
    mentions: false,
  };
  const [only] = cards;
  return cards.length === 1 && only ? renderCard(only, drawing) : renderCards(cards, drawing);
};

/** A card with one button that opens a form: commands and plain presses can't open dialogs on Teams. */
export const formDoor = (asked: Asked, press: Press | undefined): AdaptiveCard => {
  const stamp = asked.stamp;
  const card = renderCard(noticeOf(words.openForm), { names: () => undefined, stamp });
  const data = { msteams: { type: "task/fetch" }, ...(press ? carryPress(press, stamp) : carryFlag(stamp)) };
  const actions = [{ type: "Action.Submit" as const, title: labels.openForm, style: "positive" as const, data }];
  return { ...card, actions };
};

const cardsOf = (reply: Extract<Reply, { show: "card" | "cards" }>): readonly Card[] =>
  reply.show === "card" ? [reply.card] : reply.cards;

/** Cards are for the one who asked, wherever that was: they go to the person's own chat. */
const inOwnChat = async ({ chat }: ReplyDeps, { caller, person }: Asked, cards: readonly Card[]): Promise<boolean> => {
  for (const card of cards) {
    const sent = await chat.directMessage(person, card, caller.organization);
    if (!sent.ok) return false;
  }
  return true;
};

/** Someone who asks for their queue gets their page, where they are looking. */
const asPage = async ({ chat }: ReplyDeps, { caller, person }: Asked, cards: readonly Card[]): Promise<boolean> => {
  await chat.dropHome(person);
  return (await chat.showHome(person, cards, caller.organization)).ok;
};

/** After Action.Execute. The pressed message itself is brought up to date for everyone by its own delivery. */
export const answerPress = async (
  deps: ReplyDeps,
  asked: Asked,
  reply: Reply,
  press: Press,
  current: Card | undefined,
): Promise<InvokeAnswer> => {
  switch (reply.show) {
    case "nothing":
      return current ? shownInPlace(await drawnForOne(deps, asked, [current])) : said(plain(words.done));
    case "notice":
      return said(await spokenPlainly(deps, reply.text));
    case "errors":
      return said(Object.values(reply.errors).join(" "));
    case "form":
      return shownInPlace(formDoor(asked, press));
    case "card":
    case "cards": {
      const cards = cardsOf(reply);
      if (await inOwnChat(deps, asked, cards)) return said(plain(words.sentToChat));
      return shownInPlace(await drawnForOne(deps, asked, cards));
    }
  }
};

/** Words in a dialog of their own. */
export const noticeDialog = async (deps: Pick<ReplyDeps, "identities">, text: Rich): Promise<InvokeAnswer> =>
  goesOn(dialog("Amends", await drawnNotice(deps, text), "small"));

const formDialog = async (deps: ReplyDeps, asked: Asked, form: Form, again?: Again): Promise<InvokeAnswer> => {
  const { tenant, zone } = asked;
  const chosen = form.fields.flatMap(({ initial }) =>
    typeof initial === "object" && "platform" in initial ? [initial] : [],
  );
  const names = await deps.identities.names(chosen, briefly);
  return goesOn(toDialog(form, { tenant, zone, names, stamp: asked.stamp }, again));
};

/** When a dialog is asked for, and after it is submitted. `submitted` is the form as it was drawn, and what it held. */
export const answerDialog = async (
  deps: ReplyDeps,
  asked: Asked,
  reply: Reply,
  submitted?: { readonly form: Form; readonly data: Again["data"] },
): Promise<InvokeAnswer> => {
  switch (reply.show) {
    case "form":
      return formDialog(deps, asked, reply.form);
    case "errors":
      return submitted
        ? formDialog(deps, asked, submitted.form, { data: submitted.data, errors: reply.errors })
        : noticeDialog(deps, [Object.values(reply.errors).join(" ")]);
    case "notice":
      return noticeDialog(deps, reply.text);
    case "card":
    case "cards":
      return goesOn(dialog("Amends", await drawnForOne(deps, asked, cardsOf(reply)), "large"));
    case "nothing":
      return closes;
  }
};

/** To words that someone wrote. In a channel others read along: there, only words are said, and cards go to the person. */
export const answerMessage = async (
  deps: ReplyDeps,
  asked: Asked,
  reply: Reply,
  about: { readonly personal: boolean; readonly press?: Press },
): Promise<void> => {
  const { connector } = deps;
  const here = async (card: AdaptiveCard): Promise<void> => {
    await connector.send(asked.service, asked.conversation, asMessage(card));
  };
  const say = async (text: Rich) => here(await drawnNotice(deps, text));
  switch (reply.show) {
    case "form":
      return here(formDoor(asked, about.press));
    case "notice":
      return say(reply.text);
    case "errors":
      return say([Object.values(reply.errors).join(" ")]);
    case "card":
    case "cards": {
      const cards = cardsOf(reply);
      if (about.personal && reply.show === "cards" && (await asPage(deps, asked, cards))) return;
      if (about.personal) return here(await drawnForOne(deps, asked, cards));
      return say((await inOwnChat(deps, asked, cards)) ? words.sentToChat : words.askInChat);
    }
    case "nothing":
      return undefined;
  }
};

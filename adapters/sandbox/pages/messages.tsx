import { Fragment } from "preact";
import { Avatar } from "../drawing/avatar.tsx";
import { Icon } from "../drawing/icons.tsx";
import { dayWords, isSameDay, lengthWords, Moment } from "../drawing/moments.tsx";
import { CardView } from "../drawing/render.tsx";
import { RichText } from "../drawing/rich.tsx";
import { bot, directPerson, isOutsider, memberOf } from "../world/cast.ts";
import { nameOf, type Reader, wayTo } from "../world/reader.ts";
import type { Message } from "../world/world-state.ts";

/** Messages as they stand in a channel or a thread. */

export type Conversation = {
  readonly messages: readonly Message[];
  /** All of the world's, for counting replies; a thread counts none. */
  readonly replies: readonly Message[];
  /** Names this conversation on the page. */
  readonly scope: string;
};

export const Messages = ({ shown, reader }: { shown: Conversation; reader: Reader }) => (
  <ol class="messages">
    {shown.messages.map((message, index) => {
      const before = shown.messages[index - 1];
      const isNewDay = !before || !isSameDay(before.at, message.at);
      return (
        <Fragment key={message.id}>
          {isNewDay ? (
            <li class="day">
              <span>{dayWords(message.at, reader.now)}</span>
            </li>
          ) : null}
          <MessageView message={message} shown={shown} reader={reader} />
        </Fragment>
      );
    })}
  </ol>
);

function MessageView({ message, shown, reader }: { message: Message; shown: Conversation; reader: Reader }) {
  const { id, from, at, onlyFor } = message;
  const isPrivate = onlyFor !== undefined;
  const author = memberOf(from);
  return (
    <li class={isPrivate ? "message private" : "message"} id={`${shown.scope}-${id}`} data-message={id}>
      {isPrivate ? (
        <p class="only-you">
          <Icon name="eye" /> Only visible to you
          <button
            type="button"
            class="link"
            id={`${shown.scope}-${id}-dismiss`}
            hx-post={`${reader.base}/dismiss`}
            hx-vals={JSON.stringify({ message: id })}
          >
            Dismiss
          </button>
        </p>
      ) : null}
      <Avatar id={from} />
      <div class="message-body">
        <p class="byline">
          <strong>{nameOf({ id: from })}</strong>
          {from === bot.id ? <span class="badge">App</span> : null}
          {author && isOutsider(author) ? <span class="badge outside">Mendes &amp; Weber</span> : null}
          <Moment at={at} as="time" now={reader.now} />
        </p>
        <Said message={message} scope={shown.scope} reader={reader} />
        <Replies message={message} replies={shown.replies} reader={reader} />
      </div>
      <Actions message={message} scope={shown.scope} reader={reader} />
    </li>
  );
}

function Said({ message, scope, reader }: { message: Message; scope: string; reader: Reader }) {
  const { id, words, rich, cards = [] } = message;
  return (
    <>
      {words === undefined ? null : (
        <p class="words" dir="auto">
          {words}
        </p>
      )}
      {rich ? (
        <p class="words">
          <RichText rich={rich} reader={reader} />
        </p>
      ) : null}
      {cards.map((card, index) => (
        <CardView key={card.fallback} card={card} reader={reader} scope={`${scope}-${id}-${index}`} />
      ))}
    </>
  );
}

function Replies({ message, replies, reader }: { message: Message; replies: readonly Message[]; reader: Reader }) {
  const mine = replies.filter((reply) => reply.thread === message.id && reply.onlyFor === undefined);
  const last = mine.at(-1);
  if (!last) return null;
  const people = [...new Set(mine.map(({ from }) => from))].slice(0, 4);
  return (
    <a class="replies" href={wayTo(reader, message.channel, message.id)}>
      {people.map((person) => (
        <Avatar key={person} id={person} />
      ))}
      <strong>{mine.length === 1 ? "1 reply" : `${mine.length} replies`}</strong>
      <span class="soft">
        {reader.now - last.at < 60_000 ? "just now" : `${lengthWords(reader.now - last.at)} ago`}
      </span>
    </a>
  );
}

/** A message's own menu: shown on hover, on focus, and always where there is nothing to hover with. */
function Actions({ message, scope, reader }: { message: Message; scope: string; reader: Reader }) {
  const { id, channel, from, onlyFor } = message;
  if (onlyFor !== undefined || directPerson(channel)) return null;
  const mayFlag = from !== bot.id && !isOutsider(reader.me);
  const name = nameOf({ id: from });
  return (
    <div class="actions">
      {message.thread === undefined ? (
        <a class="action" href={wayTo(reader, channel, id)}>
          <Icon name="reply" />
          <span>
            Reply<span class="unseen"> to {name}</span>
          </span>
        </a>
      ) : null}
      {mayFlag ? (
        <button
          type="button"
          class="action"
          id={`${scope}-${id}-flag`}
          hx-post={`${reader.base}/flag`}
          hx-vals={JSON.stringify({ message: id })}
          hx-disabled-elt="this"
          aria-haspopup="dialog"
        >
          <Icon name="flag" />
          <span>
            Flag complaint<span class="unseen"> of {name}</span>
          </span>
        </button>
      ) : null}
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { Avatar } from "../drawing/avatar.tsx";
import { Icon } from "../drawing/icons.tsx";
import {
  bot,
  channels,
  directChannel,
  directPerson,
  firstChannel,
  isOutsider,
  type Member,
  mayRead,
  members,
} from "../world/cast.ts";
import { addressOf, homeAddress, type Reader, wayTo } from "../world/reader.ts";
import type { World } from "../world/world.ts";

/** Where one can go, and whom one can be. */

export type Looking =
  | { readonly at: "home" }
  | { readonly at: "channel"; readonly channel: string; readonly thread?: string | undefined };

type Parts = { readonly world: World; readonly reader: Reader; readonly looking: Looking };

export function Sidebar({ world, reader, looking }: Parts) {
  const { me } = reader;
  const dm = directChannel(me.id);
  const current = (channel: string) => looking.at === "channel" && looking.channel === channel;
  return (
    <>
      <ul class="places">
        <li>
          <a href={homeAddress(me, reader.inspect)} aria-current={looking.at === "home" ? "page" : undefined}>
            <Icon name="home" />
            <span>Home</span>
          </a>
        </li>
      </ul>
      <h2>Channels</h2>
      <ul class="places">
        {channels
          .filter(({ id }) => mayRead(me, id))
          .map(({ id, shared }) => (
            <Place
              key={id}
              href={wayTo(reader, id)}
              isCurrent={current(id)}
              unseen={world.unseen(me.id, id).length}
              label={shared ? `${id}, shared with customers` : id}
            >
              <Icon name={shared ? "shared" : "hash"} />
              <span>{id}</span>
            </Place>
          ))}
      </ul>
      <h2>Direct messages</h2>
      <ul class="places">
        <Place
          href={wayTo(reader, dm)}
          isCurrent={current(dm)}
          unseen={world.unseen(me.id, dm).length}
          label={`${bot.name}, direct messages`}
        >
          <Avatar id={bot.id} />
          <span>{bot.name}</span>
        </Place>
      </ul>
      <h2>Be someone else</h2>
      <ul class="people">
        {members.map((member) => (
          <Person key={member.id} member={member} world={world} reader={reader} looking={looking} />
        ))}
      </ul>
    </>
  );
}

type PlaceParts = {
  readonly href: string;
  readonly isCurrent: boolean;
  readonly unseen: number;
  readonly label: string;
  readonly children: ComponentChildren;
};

const Place = ({ href, isCurrent, unseen, label, children }: PlaceParts) => (
  <li>
    <a
      href={href}
      class={unseen > 0 ? "has-news" : undefined}
      aria-current={isCurrent ? "page" : undefined}
      aria-label={unseen > 0 ? `${label}, ${unseen} new` : label}
    >
      {children}
      {unseen > 0 ? <span class="count">{unseen}</span> : null}
    </a>
  </li>
);

/** What waits for someone: what the bot wrote them, and where they were mentioned. */
export function waitingFor(world: World, member: Member): number {
  const direct = world.unseen(member.id, directChannel(member.id)).length;
  const mentions = channels
    .filter(({ id }) => mayRead(member, id))
    .flatMap(({ id }) => world.unseen(member.id, id))
    .filter(({ cards = [] }) => JSON.stringify(cards).includes(`"id":"${member.id}"`));
  return direct + mentions.length;
}

/** The same place as someone else, or where they begin if they can't read it. */
function whereAs(member: Member, looking: Looking, inspect = false): string {
  if (looking.at === "home") return homeAddress(member, inspect);
  const { channel, thread } = looking;
  if (directPerson(channel)) return addressOf(member, directChannel(member.id), { inspect });
  return mayRead(member, channel)
    ? addressOf(member, channel, { thread, inspect })
    : addressOf(member, firstChannel, { inspect });
}

function Person({ member, world, reader, looking }: Parts & { readonly member: Member }) {
  const isMe = member.id === reader.me.id;
  const waiting = isMe ? 0 : waitingFor(world, member);
  const href = whereAs(member, looking, reader.inspect);
  return (
    <li class={isMe ? "person is-me" : "person"}>
      <a href={href} aria-current={isMe ? "true" : undefined} id={`be-${member.id}`}>
        <Avatar id={member.id} />
        <span class="who">
          <span class="name">{member.name}</span>
          <span class="role">{isMe ? `You · ${member.title}` : isOutsider(member) ? "Customer" : member.title}</span>
        </span>
        {waiting > 0 ? (
          <span class="count">
            {waiting}
            <span class="unseen"> waiting</span>
          </span>
        ) : null}
      </a>
      {isMe ? null : (
        <a class="beside" href={href} target="_blank" rel="noreferrer" aria-label={`${member.name} in a new window`}>
          <Icon name="window" />
        </a>
      )}
    </li>
  );
}

import type { Clock } from "../../../src/app/ports.ts";
import { controlsIn, isMenu, optionLabels } from "./controls.ts";
import type { Directory, Where, Who } from "./directory.ts";
import { drawBlocks } from "./drawing.ts";
import type { Message, Messages } from "./messages.ts";
import { type Reader, showMrkdwn } from "./mrkdwn.ts";
import { type Fields, fieldsList, textIn, wordsOf } from "./shapes.ts";
import type { Views } from "./views.ts";

/** One message as one person sees it. */
export type Seen = {
  readonly channel: string;
  readonly ts: string;
  /** The author's name. */
  readonly from: string;
  readonly text: string;
  /** What notifications and screen readers say. */
  readonly fallback: string;
  readonly buttons: readonly string[];
  /** Options by the menu's label, such as `More`. */
  readonly menus: Readonly<Record<string, readonly string[]>>;
  /** Names that were notified, such as `@Ann Manager` or `@channel`. */
  readonly mentions: readonly string[];
  readonly onlyYou: boolean;
  readonly replies: number;
  readonly thread?: string;
};
export type SeenView = Pick<Seen, "text" | "buttons" | "menus">;

const surfaceOf = (blocks: readonly Fields[]): Pick<Seen, "buttons" | "menus"> => {
  const controls = controlsIn(blocks);
  return {
    buttons: controls.filter(({ element }) => element.type === "button").map(({ label }) => label),
    menus: Object.fromEntries(
      controls.filter(({ element }) => isMenu(element)).map(({ element, label }) => [label, optionLabels(element)]),
    ),
  };
};

export const allBlocks = (message: Pick<Message, "blocks" | "attachments">): readonly Fields[] => [
  ...message.blocks,
  ...message.attachments.flatMap((attachment) => fieldsList(attachment.blocks)),
];

export type Reading = ReturnType<typeof createReading>;

/** Slack through the eyes of one person: only what they may see, in their own time zone. */
export const createReading = (clock: Clock, directory: Directory, messages: Messages, views: Views) => {
  const readerFor = (who: Who): Reader => ({ zone: directory.user(who).tz, now: clock.now() });

  const see = (message: Message, who: Who): Seen => {
    const reader = readerFor(who);
    const blocks = allBlocks(message);
    const fallback = showMrkdwn(message.text, directory, reader);
    const drawn = blocks.length ? drawBlocks(blocks, directory, reader) : fallback;
    const outer = message.attachments.filter((each) => !each.blocks).map((each) => textIn(each.text));
    return {
      channel: message.channel,
      ts: message.ts,
      from: directory.user(message.author).name,
      text: [drawn.text, ...outer].filter(Boolean).join("\n"),
      fallback: fallback.text,
      ...surfaceOf(blocks),
      mentions: [...new Set([...drawn.mentions, ...fallback.mentions])],
      onlyYou: message.onlyFor !== undefined,
      replies: messages.repliesTo(message).length,
      ...(message.threadTs ? { thread: message.threadTs } : {}),
    };
  };

  /** An ephemeral message in a thread shows only once the thread has begun, says chat.postEphemeral. */
  const shows = (message: Message, who: Who): boolean => {
    if (message.onlyFor === undefined) return true;
    if (message.onlyFor !== directory.user(who).id) return false;
    return (
      message.threadTs === undefined ||
      messages.repliesTo({ channel: message.channel, ts: message.threadTs }).length > 0
    );
  };
  const visible = (where: Where, who: Who): readonly Message[] => {
    const channel = directory.channel(where);
    if (!directory.canRead(channel, who)) return [];
    return messages.all.filter((message) => message.channel === channel.id && shows(message, who));
  };

  const read = (where: Where, who: Who): readonly Seen[] =>
    visible(where, who)
      .filter((message) => message.threadTs === undefined || message.broadcast === true)
      .map((message) => see(message, who));

  return {
    /** The channel itself: threads show only how many replies they have. Empty for whoever may not read it. */
    read,
    /** A thread: its first message, then the replies. */
    thread: (where: Where, ts: string, who: Who): readonly Seen[] =>
      visible(where, who)
        .filter((message) => message.ts === ts || message.threadTs === ts)
        .map((message) => see(message, who)),
    /** The bot's direct message with a person. */
    directMessages: (who: Who): readonly Seen[] => {
      const open = directory.findChannel(directory.directMessageId(who));
      return open ? read(open, who) : [];
    },
    /** The app's Home tab, once it was published. */
    home: (who: Who): SeenView | undefined => {
      const view = views.home(directory.user(who).id);
      return view && { text: drawBlocks(view.blocks, directory, readerFor(who)).text, ...surfaceOf(view.blocks) };
    },
    /** The modal in front of a person. */
    modal: (who: Who): (SeenView & { title: string; labels: readonly string[] }) | undefined => {
      const view = views.top(directory.user(who).id);
      if (!view) return undefined;
      return {
        title: wordsOf(view.definition.title),
        text: drawBlocks(view.blocks, directory, readerFor(who)).text,
        labels: controlsIn(view.blocks)
          .filter(({ block }) => block.type === "input")
          .map(({ label }) => label),
        ...surfaceOf(view.blocks),
      };
    },
    mayRead: (message: Message, who: Who): boolean => directory.canRead(message.channel, who) && shows(message, who),
  };
};

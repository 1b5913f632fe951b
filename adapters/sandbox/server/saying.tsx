import type { Request, Response } from "express";
import { z } from "zod";
import type { Inbox } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import { Composer, commandWord } from "../pages/composer.tsx";
import { fragment } from "../pages/page.tsx";
import { directPerson, isOutsider } from "../world/cast.ts";
import { NotAllowed } from "../world/not-allowed.ts";
import type { World } from "../world/world.ts";
import type { Inbound } from "./inbound.ts";
import type { Answer } from "./replies.tsx";

/** Words that someone writes: a slash command, words to the bot, or a message for everyone there. */

const sayBody = z.object({
  channel: z.string().max(64),
  thread: z.string().max(64).optional(),
  request: z.string().min(1).max(120),
  words: z.string().max(3000).default(""),
});

type Parts = {
  readonly inbox: Inbox;
  readonly world: World;
  readonly inbound: Inbound;
  readonly answer: Answer;
};

export function createSaying({ inbox, world, inbound, answer }: Parts) {
  return async (asked: Request<{ person: string }>, response: Response): Promise<void> => {
    const { channel, thread: asWritten, request, words } = sayBody.parse(asked.body);
    const { caller, me, answering } = inbound.hear(asked, { channel, thread: asWritten, request });
    const { thread } = answering.here;
    if (asWritten !== undefined && thread === undefined) throw new NotAllowed("that thread was put away");
    const key = inbound.keyOf(me, `say:${request}`);
    const text = words.trim();
    const isCommand = isOurs(text);
    const isToBot = directPerson(channel) !== undefined && !isOutsider(me);
    let dialog = "";
    let left = "";
    if (isStray(text)) {
      // Not said to everyone: whoever types a command rarely means to.
      left = text;
      dialog = await answer({ show: "notice", text: noSuchCommand(text) }, answering);
    } else if (text !== "") {
      if (!isCommand) await world.add({ channel, from: me.id, words: text, request, ...defined({ thread }) });
      if (isCommand || isToBot) {
        const command = isCommand ? text.slice(commandWord.length).trim() : text;
        dialog = await answer(await inbox.command(caller, command, key), answering);
      }
    }
    const composer = fragment(
      <Composer
        reader={answering.reader}
        channel={channel}
        thread={thread}
        request={following(request)}
        again={dialog === ""}
        words={left}
      />,
    );
    inbound.show(response, `${composer}<div id="dialog" hx-swap-oob="innerHTML">${dialog}</div>`);
  };
}

/** Looks like a command, and is none. */
const isStray = (text: string): boolean => /^\/[a-z-]+(\s|$)/i.test(text) && !isOurs(text);
const isOurs = (text: string): boolean => text === commandWord || text.startsWith(`${commandWord} `);
const noSuchCommand = (text: string): string[] => [
  `“${text.split(/\s/, 1)[0]}” is no command here, so nothing was sent. Type “${commandWord} help” to see what there is.`,
];

/** The next words from the same place are a request of their own, and the same one however often these are sent. */
function following(request: string): string {
  const [, stem = request, count = "0"] = /^(.*)\.(\d+)$/.exec(request) ?? [];
  return `${stem}.${Number(count) + 1}`;
}

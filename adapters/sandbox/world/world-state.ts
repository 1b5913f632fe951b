import { z } from "zod";
import { type Instant, instant, instantSchema } from "../../../src/core/time.ts";
import type { Card, Rich } from "../../../src/views/elements.ts";
import { complaints } from "./complaints.ts";

/** What is kept of the sandbox: plain JSON in one file. */

/** Cards are our own, written by this very adapter; their words are escaped when they are drawn, not here. */
const cardSchema = z.custom<Card>((value) => typeof value === "object" && value !== null && "fallback" in value);
const richSchema = z.custom<Rich>((value) => Array.isArray(value));

export const messageSchema = z.object({
  id: z.string(),
  channel: z.string(),
  /** The id of the message that this one answers. */
  thread: z.string().exactOptional(),
  from: z.string(),
  at: instantSchema,
  /** How often it was changed since it was sent. */
  edits: z.int().default(0),
  /** The number of the newest message when it was last changed: what is worked on is kept longest. */
  touched: z.int().default(0),
  words: z.string().exactOptional(),
  rich: richSchema.exactOptional(),
  cards: z.array(cardSchema).exactOptional(),
  /** What brought it here, where that may be asked twice. */
  request: z.string().exactOptional(),
  /** Only this person sees it. */
  onlyFor: z.string().exactOptional(),
});
export type Message = z.infer<typeof messageSchema>;

export const worldSchema = z.object({
  /** Which world this is, counted from 1: "Start over" begins the next. */
  number: z.int().positive(),
  /** Grows with every change that anyone could see. */
  version: z.int().nonnegative(),
  nextMessage: z.int().positive(),
  messages: z.array(messageSchema),
  /** By person and channel, the number of the last message seen there. */
  seen: z.record(z.string(), z.record(z.string(), z.int())),
  /** Channels whose oldest conversations were put away (`bounds.ts`). */
  putAwayIn: z.array(z.string()).default([]),
  guide: z.enum(["shown", "put-away"]),
});
export type WorldState = z.infer<typeof worldSchema>;

export const numberOf = (message: Pick<Message, "id">): number => Number(message.id.slice(1));

export const newWorld = (number: number, now: Instant): WorldState => {
  const messages = [...complaints]
    .sort((a, b) => b.minutesAgo - a.minutesAgo)
    .map(
      ({ channel, from, words, minutesAgo }, index): Message => ({
        id: `m${index + 1}`,
        channel,
        from,
        words,
        at: instant(now - minutesAgo * 60_000),
        edits: 0,
        touched: 0,
      }),
    );
  return { number, version: 0, nextMessage: messages.length + 1, messages, seen: {}, putAwayIn: [], guide: "shown" };
};

import type { CaseId } from "../../../src/core/case.ts";
import type { Card } from "../../../src/views/elements.ts";
import type { Message } from "./world-state.ts";

/** Which case a card or a conversation is about, by what its buttons ask for. */

export const caseOfCard = ({ buttons, more }: Card): CaseId | undefined =>
  [...buttons, ...more].find(({ press }) => press.case !== undefined)?.press.case;

export const caseOfMessage = ({ cards }: Message): CaseId | undefined =>
  // A list of many cases is about none of them.
  cards?.length === 1 && cards[0] ? caseOfCard(cards[0]) : undefined;

const sent = (messages: readonly Message[]) => messages.filter(({ onlyFor }) => onlyFor === undefined);

/** The cases that were spoken of in these messages, by when each was first. */
export const casesIn = (messages: readonly Message[]): readonly CaseId[] => [
  ...new Set(sent(messages).flatMap((message) => caseOfMessage(message) ?? [])),
];

/** The last case that was spoken of in these messages. */
export const lastCaseIn = (messages: readonly Message[]): CaseId | undefined =>
  sent(messages)
    .map(caseOfMessage)
    .findLast((id) => id !== undefined);

/** The message with the case's own card: the one with everything under `More`. */
export const cardMessageOf = (messages: readonly Message[], id: CaseId): Message | undefined =>
  sent(messages).find((message) => caseOfMessage(message) === id && (message.cards?.[0]?.more.length ?? 0) > 1);

/** Where a message's conversation is: the thread it is in, or starts. */
export const threadOf = (message: Message): string => message.thread ?? message.id;

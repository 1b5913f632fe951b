import type { Sent } from "../../../src/app/ports.ts";

/** What the Bot Connector's refusals mean to us. */

export type Failure = Extract<Sent, { ok: false }>;

/** A refusal or a silence of the Bot Connector. `code` is its own word where it gave one. */
export class ConnectorError extends Error {
  override readonly name = "ConnectorError";
  /** Absent when there was no answer. */
  readonly status: number | undefined;
  readonly code: string;
  /** Milliseconds, as Retry-After asked. */
  readonly retryAfter: number | undefined;

  constructor(status: number | undefined, code: string, retryAfter?: number) {
    super(`the Bot Connector said ${status ?? "nothing"}: ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Ours: the message is there, but can't be changed or sent again without doubling it. */
export const acceptedWithoutId = "accepted_without_id";

/** Codes that say that this person or place can't be reached, or this message can't be changed anymore. */
const unreachable = new Set([
  "ActivityNotFoundInConversation",
  "BotNotInConversationRoster",
  "ConversationBlockedByUser",
  "ConversationNotFound",
  "ForbiddenOperationException",
  "MessageNotFound",
  "MessageWritesBlocked",
  "MemberNotFoundInConversation",
  "NotEnoughPermissions",
  "User is disabled",
  "UserNotFound",
]);

/** Said of a conversation, whatever is posted there: it is deleted, or the bot isn't in it. */
const lostConversation = new Set(["BotNotInConversationRoster", "ConversationNotFound"]);
export const isLostConversation = (error: unknown): boolean =>
  error instanceof ConnectorError && lostConversation.has(error.code);

/** 401 is for the operator to mend; 412 and 429 ask for patience, and a bare 429 doesn't say how much. */
const passing = new Set([401, 408, 412, 425, 429]);

/** What concerns the whole bot, and says nothing about one message or one person. Teams says some of it at random. */
const ofTheBot = new Set(["BotDisabledByAdmin", "BotNotRegistered", "InvalidBotApiHost"]);

export const needsOperator = ({ status, code }: Pick<ConnectorError, "status" | "code">): boolean =>
  status === 401 || ofTheBot.has(code);

/**
 * Never throws. A post that met with a timeout, a broken line or a 5xx may have arrived all the same: Teams has nothing
 * to ask about that, so it is tried again, and its reason says `maybe_sent`.
 */
export const failure = (error: unknown): Failure => {
  if (!(error instanceof ConnectorError)) return { ok: false, why: "later", reason: "no_answer" };
  const { status, code, retryAfter } = error;
  const reason = status === undefined ? code : `${status} ${code}`;
  if (code === acceptedWithoutId) return { ok: false, why: "broken", reason, sure: true };
  if (status === undefined || passing.has(status) || status >= 500 || ofTheBot.has(code)) {
    return { ok: false, why: "later", reason, ...(retryAfter === undefined ? {} : { afterMillis: retryAfter }) };
  }
  // The same message is too large each time.
  if (status === 413) return { ok: false, why: "broken", reason, sure: true };
  const barred = unreachable.has(code) || status === 403 || status === 404 || status === 410;
  if (!barred) return { ok: false, why: "broken", reason };
  return { ok: false, why: "unreachable", reason, ...(lostConversation.has(code) ? { placeLost: true as const } : {}) };
};

/** The bot isn't there, or there is nobody by that id: so it says now. */
export const isNotThere = (error: unknown): boolean =>
  error instanceof ConnectorError && (error.status === 403 || error.status === 404) && !ofTheBot.has(error.code);

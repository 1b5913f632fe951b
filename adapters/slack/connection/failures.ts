import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import type { Sent } from "../../../src/app/ports.ts";

/** What Slack's refusals mean to us. Codes: the error tables of docs.slack.dev/reference/methods. */

export type Failure = Extract<Sent, { ok: false }>;

/** `bot`: Slack refuses the whole bot, which says nothing about one message, and passes when it is installed again. */
type Meaning = Failure["why"] | "bot";

const rows: Record<Meaning, readonly string[]> = {
  /** This person or place isn't reached, or this message not changed: if that lasts, another way may work. */
  unreachable: [
    "access_denied",
    "cannot_dm_bot",
    "cannot_reply_to_message",
    "cant_update_message",
    "channel_is_limited_access",
    "channel_not_found",
    "edit_window_closed",
    "invalid_user_combination",
    "is_archived",
    "is_inactive",
    "message_not_found",
    "messages_tab_disabled",
    "method_not_supported_for_channel_type",
    "not_enabled",
    "not_in_channel",
    "posting_to_channel_denied",
    "restricted_action",
    "restricted_action_non_threadable_channel",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "restricted_action_thread_only_channel",
    "thread_not_found",
    "user_disabled",
    "user_not_found",
    "user_not_in_channel",
    "user_not_visible",
    "users_not_found",
  ],
  /** Slack fell over, or asks for patience. */
  later: [
    "external_channel_migrating",
    "fatal_error",
    "hash_conflict",
    "internal_error",
    "message_limit_exceeded",
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "update_failed",
  ],
  bot: [
    "accesslimited",
    "account_inactive",
    "app_not_installed",
    "bot_not_found",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "team_added_to_org",
    "team_disabled",
    "team_not_found",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
    "user_removed_from_team",
  ],
  /** What was sent: the same is refused each time. */
  broken: [
    "invalid_blocks",
    "invalid_blocks_format",
    "markdown_text_conflict",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "too_many_attachments",
  ],
};

/** Said of a channel, whatever is posted there: it is archived or deleted, or the bot isn't in it. */
const lostChannel = new Set(["channel_not_found", "is_archived", "is_inactive", "not_in_channel"]);

const meanings = new Map(
  Object.entries(rows).flatMap(([meaning, codes]) =>
    codes.map((code): [string, Meaning] => [code, meaning as Meaning]),
  ), // the keys of `rows`
);

/** What only the operator can mend: said loudly, since people notice no more than silence. */
export const needsOperator = (reason: string): boolean => meanings.get(reason) === "bot";

/** Of those, what says that the token itself is no good. */
const tokenCodes = new Set([
  "account_inactive",
  "invalid_auth",
  "missing_scope",
  "not_authed",
  "token_expired",
  "token_revoked",
]);
export const refusesToken = (code: string): boolean => tokenCodes.has(code);

/** Slack's own code for a refusal; absent when Slack didn't answer, or not in its own words. */
export const codeOf = (error: unknown): string | undefined =>
  // A proxy's error page arrives as the "code" too.
  error instanceof WebAPIPlatformError && /^[a-z][a-z0-9_]*$/.test(error.data.error) ? error.data.error : undefined;

/** A proxy or an emulator in Slack's place may lack a method. Slack itself has all that we call. */
export const isUnknownMethod = (error: unknown): boolean =>
  codeOf(error) === "unknown_method" || (error instanceof WebAPIHTTPError && noSuchPage.has(error.statusCode));

/** Not Found, Method Not Allowed, Not Implemented. */
const noSuchPage = new Set([404, 405, 501]);

const httpFailure = ({ statusCode }: WebAPIHTTPError): Failure => ({
  ok: false,
  why: statusCode >= 500 || statusCode === 408 || statusCode === 429 ? "later" : "broken",
  reason: `http_${statusCode}`,
});

/** Never throws. What isn't known of is a fault of the way there, and may pass; a code not in the table is given up if it lasts. */
export const failure = (error: unknown): Failure => {
  if (error instanceof WebAPIRateLimitedError) {
    return { ok: false, why: "later", reason: "ratelimited", afterMillis: error.retryAfter * 1000 };
  }
  if (error instanceof WebAPIHTTPError) return httpFailure(error);
  // What can't be encoded never left, and never will.
  if (error instanceof URIError) return { ok: false, why: "broken", reason: "can_not_be_encoded", sure: true };
  const reason = codeOf(error);
  if (reason === undefined) return { ok: false, why: "later", reason: "no_answer" };
  switch (meanings.get(reason)) {
    case "later":
    case "bot":
      return { ok: false, why: "later", reason };
    case "unreachable":
      return lostChannel.has(reason)
        ? { ok: false, why: "unreachable", reason, placeLost: true }
        : { ok: false, why: "unreachable", reason };
    case "broken":
      return { ok: false, why: "broken", reason, sure: true };
    case undefined:
      return { ok: false, why: "broken", reason };
  }
};

/** Slack answered, and it was a no that stays: for the operator to mend. Slack being away or busy is none. */
export const isRefusal = (error: unknown): boolean => {
  const code = codeOf(error);
  return code !== undefined && meanings.get(code) !== "later";
};

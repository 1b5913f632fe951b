import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from "@slack/web-api";
import type { Sent } from "../../../src/app/ports.ts";

/** What Slack's refusals mean to us. Codes: the error tables of docs.slack.dev/reference/methods. */

export type Failure = Extract<Sent, { ok: false }>;
type Why = Failure["why"];

const rows: Record<Why, readonly string[]> = {
  /** This person or place can't be reached, or this message can't be changed anymore: another way may work. */
  unreachable: [
    "access_denied",
    "account_inactive",
    "cannot_dm_bot",
    "cannot_reply_to_message",
    "cant_update_message",
    "channel_is_limited_access",
    "channel_not_found",
    "edit_window_closed",
    "ekm_access_denied",
    "enterprise_is_restricted",
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
    "team_access_not_granted",
    "team_not_found",
    "thread_not_found",
    "user_disabled",
    "user_not_found",
    "user_not_in_channel",
    "user_not_visible",
    "users_not_found",
  ],
  /** Slack fell over, asks for patience, or an operator can mend it. */
  later: [
    "accesslimited",
    "external_channel_migrating",
    "fatal_error",
    "hash_conflict",
    "internal_error",
    "invalid_auth",
    "message_limit_exceeded",
    "missing_scope",
    "not_authed",
    "rate_limited",
    "ratelimited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
    "update_failed",
  ],
  broken: [],
};

/** Said of a channel, whatever is posted there: it is archived or deleted, or the bot isn't in it. */
const lostChannel = new Set(["channel_not_found", "is_archived", "is_inactive", "not_in_channel"]);

const whyByCode = new Map(
  Object.entries(rows).flatMap(([why, codes]) => codes.map((code): [string, Why] => [code, why as Why])), // the keys of `rows`
);

/** What only the operator can mend: said loudly, since people notice no more than silence. */
const operatorCodes = new Set([
  "account_inactive",
  "invalid_auth",
  "missing_scope",
  "not_authed",
  "token_expired",
  "token_revoked",
]);
export const needsOperator = (reason: string): boolean => operatorCodes.has(reason);

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

/** Never throws; what isn't known of is a fault of the way there, and may pass. A code not in the table won't. */
export const failure = (error: unknown): Failure => {
  if (error instanceof WebAPIRateLimitedError) {
    return { ok: false, why: "later", reason: "ratelimited", afterMillis: error.retryAfter * 1000 };
  }
  if (error instanceof WebAPIHTTPError) return httpFailure(error);
  // What can't be encoded never left, and never will.
  if (error instanceof URIError) return { ok: false, why: "broken", reason: "can_not_be_encoded" };
  const reason = codeOf(error);
  if (reason === undefined) return { ok: false, why: "later", reason: "no_answer" };
  const why = whyByCode.get(reason) ?? "broken";
  return why === "unreachable" && lostChannel.has(reason)
    ? { ok: false, why, reason, placeLost: true }
    : { ok: false, why, reason };
};

/** Slack answered, and it was a no that stays: for the operator to mend. Slack being away or busy is none. */
export const isRefusal = (error: unknown): boolean => {
  const code = codeOf(error);
  return code !== undefined && (needsOperator(code) || whyByCode.get(code) !== "later");
};

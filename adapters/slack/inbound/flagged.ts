import type { FlaggedMessage } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import { mrkdwnToText } from "../drawing/markup.ts";
import type { Message, MessageShortcut } from "../payloads.ts";
import { type Installation, placeOf } from "./callers.ts";

/** The words of a message; of one that only forwards something (an email, another app's post), the words of that. */
const wordsOf = ({ text, attachments }: Message): string =>
  mrkdwnToText(
    text?.trim() ? text : (attachments ?? []).map((each) => each.text ?? each.fallback ?? "").join("\n"),
  ).trim();

const authorName = ({ user_profile: profile, username }: Message): string | undefined =>
  profile?.real_name || profile?.display_name || username || undefined;

/** Only the workspace's own address opens for its people, so none is made for a sender's. */
const linkTo = ({ team, channel, message }: MessageShortcut, installation: Installation): string | undefined => {
  if (!team?.domain || team.id !== installation.team) return undefined;
  const inThread = message.thread_ts && message.thread_ts !== message.ts;
  const query = inThread ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : "";
  return `https://${team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace(".", "")}${query}`;
};

/** The message a complaint is flagged from. Its place is its thread, which it starts if there is none yet. */
export const flaggedMessage = (payload: MessageShortcut, installation: Installation): FlaggedMessage => {
  const { channel, message } = payload;
  const authorTeam = message.user_team ?? message.user_profile?.team ?? message.team ?? installation.team;
  return defined({
    place: placeOf(installation, channel.id, message.thread_ts ?? message.ts, linkTo(payload, installation)),
    text: wordsOf(message),
    author: message.user ? { platform: "slack" as const, workspace: authorTeam, id: message.user } : undefined,
    authorName: authorName(message),
  });
};

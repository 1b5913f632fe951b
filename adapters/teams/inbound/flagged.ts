import { z } from "zod";
import type { FlaggedMessage } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import { safeUrl } from "../../../src/views/words/safe-url.ts";
import { htmlToText } from "../drawing/html.ts";
import { limits } from "../drawing/limits.ts";
import type { Activity, MessagePayload } from "../payloads.ts";
import { isBotId, personOf, placeOf } from "../people/addresses.ts";

/** Anonymous people of a meeting have ids that mean nobody. */
const realPeople = new Set(["aadUser", "federatedUser", "onPremiseAadUser", undefined]);

const authorOf = (tenant: string, { from }: MessagePayload): PersonRef | undefined =>
  from?.user && !isBotId(from.user.id) && realPeople.has(from.user.userIdentityType)
    ? personOf(tenant, from.user.id)
    : undefined;

/** A message that only forwards another one has its words in an attachment. */
const forwardedSchema = z.object({ messagePreview: z.string() });
const forwarded = (content: unknown): string => {
  let json: unknown;
  try {
    json = typeof content === "string" ? JSON.parse(content) : content;
  } catch {
    return "";
  }
  return forwardedSchema.safeParse(json).data?.messagePreview ?? "";
};

const wordsOf = ({ body, subject, attachments }: MessagePayload): string => {
  const content = body?.content ?? "";
  const own = body?.contentType === "text" ? content.trim() : htmlToText(content);
  const all = [
    subject,
    own || (attachments ?? []).map((each) => forwarded(each.content) || each.name || "").join("\n"),
  ];
  return all.filter(Boolean).join("\n").trim();
};

/** Teams' own addresses, in each of Microsoft's clouds. */
const teamsDomains = [
  "teams.microsoft.com",
  "teams.cloud.microsoft",
  "teams.live.com",
  "teams.microsoft.us",
  "teams.microsoftonline.cn",
];

/** The link comes from the client, and stands on the case's card for all to follow: only to Teams itself. */
const linkTo = ({ linkToMessage }: MessagePayload): string | undefined => {
  const link = linkToMessage === undefined ? undefined : safeUrl(linkToMessage, limits.url);
  if (link === undefined) return undefined;
  const { protocol, hostname, username, password } = new URL(link);
  const isTeams = teamsDomains.some((domain) => hostname === domain || hostname.endsWith(`.${domain}`));
  return protocol === "https:" && isTeams && username === "" && password === "" ? link : undefined;
};

/** The message a complaint is flagged from. Its place is its thread, which it starts if it is no reply. */
export const flaggedMessage = (activity: Activity, message: MessagePayload, tenant: string): FlaggedMessage => {
  const thread = message.replyToId || message.id;
  const place = placeOf(tenant, activity.conversation.id, defined({ thread, link: linkTo(message) }));
  return defined({
    place,
    text: wordsOf(message),
    author: authorOf(tenant, message),
    authorName: message.from?.user?.displayName ?? message.from?.application?.displayName,
  });
};

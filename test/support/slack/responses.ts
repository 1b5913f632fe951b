import { app } from "./cast.ts";
import { contentOf, longestText } from "./content.ts";
import { no } from "./refusal.ts";
import type { Fields } from "./shapes.ts";
import type { Hook } from "./triggers.ts";
import type { World } from "./workspace.ts";

/**
 * What posting to a response_url does, and equally the answer to a slash command: seen by one person unless it says
 * `in_channel`, in place of the original message, or instead of it. @throws {SlackRefusal} for what Slack refuses.
 */
export const respond = (world: World, hook: Omit<Hook, "id">, body: Fields): void => {
  const original = hook.message === undefined ? undefined : { channel: hook.channel, ts: hook.message };
  if (body.delete_original === true) {
    if (!original) no("message_not_found");
    else world.messages.remove(original);
    return;
  }
  const content = contentOf(body, longestText.post);
  if (body.replace_original === true && original) {
    if (!world.messages.replace(original, content)) no("message_not_found");
    return;
  }
  world.messages.add({
    ...content,
    channel: hook.channel,
    author: app.botUserId,
    ...(body.response_type === "in_channel" ? {} : { onlyFor: hook.user }),
    ...(typeof body.thread_ts === "string" ? { threadTs: body.thread_ts } : {}),
  });
};

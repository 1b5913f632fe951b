import { z } from "zod";

/**
 * What we read of Slack's payloads, and nothing more: unknown keys are ignored, so Slack may add some. Slack often says
 * null where it means absent; an empty id is as absent as that.
 */

const text = z.string();
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => (value === "" ? undefined : (value ?? undefined)));
const id = text.min(1);
/** Of no use, and absent, without its id. */
const known = <T extends z.ZodType>(schema: T) => maybe(schema).catch(undefined);

const teamSchema = known(z.object({ id, domain: maybe(text), enterprise_id: maybe(text) }));
const userSchema = z.object({ id, team_id: maybe(text), is_stranger: maybe(z.boolean()) });
const who = { team: teamSchema, enterprise: known(z.object({ id })), user: userSchema };
export type Who = z.infer<z.ZodObject<typeof who>>;

const stateValueSchema = z.object({
  type: text,
  value: maybe(text),
  selected_user: maybe(text),
  selected_date_time: maybe(z.number()),
  selected_option: maybe(z.object({ value: text })),
});
export type StateValue = z.infer<typeof stateValueSchema>;

const viewSchema = z.object({
  id: text,
  type: text,
  callback_id: text.default(""),
  private_metadata: text.default(""),
  blocks: z.array(z.object({ type: text, block_id: maybe(text) })).default([]),
  state: z.object({ values: z.record(text, z.record(text, stateValueSchema)) }).default({ values: {} }),
});
export type View = z.infer<typeof viewSchema>;

export const blockActionsSchema = z.object({
  ...who,
  trigger_id: maybe(text),
  response_url: maybe(text),
  channel: known(z.object({ id })),
  message: maybe(z.object({ ts: text, thread_ts: maybe(text) })),
  container: maybe(
    z.object({ message_ts: maybe(text), view_id: maybe(text), thread_ts: maybe(text), channel_id: maybe(text) }),
  ),
  view: maybe(z.object({ id: text, type: text })),
  actions: z
    .array(
      z.object({
        action_id: text,
        action_ts: text.default(""),
        value: maybe(text),
        selected_option: maybe(z.object({ value: text })),
      }),
    )
    .min(1),
});
export type BlockActions = z.infer<typeof blockActionsSchema>;

export const viewSubmissionSchema = z.object({ ...who, trigger_id: maybe(text), view: viewSchema });
export type ViewSubmission = z.infer<typeof viewSubmissionSchema>;

const attachmentSchema = z.object({ fallback: maybe(text), text: maybe(text) });
const messageSchema = z.object({
  ts: text,
  thread_ts: maybe(text),
  text: maybe(text),
  user: maybe(text),
  team: maybe(text),
  user_team: maybe(text),
  username: maybe(text),
  user_profile: maybe(z.object({ real_name: maybe(text), display_name: maybe(text), team: maybe(text) })),
  attachments: maybe(z.array(attachmentSchema)),
});
export type Message = z.infer<typeof messageSchema>;

const shortcut = { ...who, callback_id: text, trigger_id: text };
export const messageShortcutSchema = z.object({
  ...shortcut,
  response_url: maybe(text),
  channel: z.object({ id: text }),
  message: messageSchema,
});
export type MessageShortcut = z.infer<typeof messageShortcutSchema>;
export const globalShortcutSchema = z.object(shortcut);

export const commandSchema = z.object({
  command: text,
  text: text.default(""),
  trigger_id: text,
  user_id: id,
  team_id: maybe(text),
  enterprise_id: maybe(text),
  channel_id: text,
});
export type SlashCommand = z.infer<typeof commandSchema>;

export const homeOpenedSchema = z.object({
  team_id: maybe(text),
  enterprise_id: maybe(text),
  event: z.object({ user: id, tab: maybe(text) }),
});
export type HomeOpened = z.infer<typeof homeOpenedSchema>;

/** Someone's account as an event tells it: what `users.info` says of them. */
export const userChangedSchema = z.object({
  event: z.object({
    user: z.object({
      id,
      team_id: maybe(text),
      deleted: maybe(z.boolean()),
      is_restricted: maybe(z.boolean()),
      is_ultra_restricted: maybe(z.boolean()),
    }),
  }),
});

/** The bot, or in `member_left_channel` any member, can't read or write there any more. */
export const channelLostSchema = z.object({ event: z.object({ type: text, channel: id, user: maybe(text) }) });

export const tokensRevokedSchema = z.object({ event: z.object({ tokens: z.object({ bot: maybe(z.array(text)) }) }) });

/** What our own `authorize` put into Bolt's context: the installation that heard this, never the sender's workspace. */
export const heardBySchema = z.object({
  botUserId: maybe(text),
  installation: z.object({ team: text, enterprise: maybe(text) }),
});

// ── All of them ──────────────────────────────────────────────────────────────────────────────────────────────────────

const interactions: Readonly<Record<string, z.ZodType>> = {
  block_actions: blockActionsSchema,
  view_submission: viewSubmissionSchema,
  message_action: messageShortcutSchema,
  shortcut: globalShortcutSchema,
};
const events: Readonly<Record<string, z.ZodType>> = {
  app_home_opened: homeOpenedSchema,
  tokens_revoked: tokensRevokedSchema,
  user_change: userChangedSchema,
  channel_archive: channelLostSchema,
  channel_deleted: channelLostSchema,
  channel_left: channelLostSchema,
  group_archive: channelLostSchema,
  group_deleted: channelLostSchema,
  group_left: channelLostSchema,
  member_left_channel: channelLostSchema,
};
const kindSchema = z.object({ type: text });
/** Bolt itself reads who heard an event. */
const eventSchema = z.object({ event: kindSchema, authorizations: maybe(z.array(z.looseObject({}))) });

/** Whether it is a request as Slack sends them to us; of events that nobody listens to only the kind is looked at. */
export function isReadable(body: unknown): boolean {
  const fits = (schema: z.ZodType | undefined) => schema?.safeParse(body).success ?? false;
  if (typeof body !== "object" || body === null) return false;
  if ("event" in body) {
    const kind = eventSchema.safeParse(body).data?.event.type;
    return kind !== undefined && (Object.hasOwn(events, kind) ? fits(events[kind]) : true);
  }
  if ("command" in body) return fits(commandSchema);
  const kind = kindSchema.safeParse(body).data?.type ?? "";
  return Object.hasOwn(interactions, kind) && fits(interactions[kind]);
}

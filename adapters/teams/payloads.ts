import { z } from "zod";

/**
 * What we read of Teams' activities, and nothing more: unknown keys are ignored, so Teams may add some. Teams often says
 * null where it means absent; an empty id is as absent as that.
 */

const text = z.string();
const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => (value === "" ? undefined : (value ?? undefined)));
const id = text.min(1);
const named = z.object({ id, name: maybe(text), aadObjectId: maybe(text) });
/** What is of no use unless it has the right shape. */
const lenient = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);

const channelDataSchema = z.object({
  tenant: lenient(z.object({ id })),
  team: lenient(z.object({ id, name: maybe(text) })),
  channel: lenient(z.object({ id, type: maybe(text) })),
  /** What a `conversationUpdate` is about, such as `channelDeleted`. */
  eventType: lenient(text),
});

const entitySchema = z.object({
  type: text,
  text: maybe(text),
  timezone: maybe(text),
  mentioned: lenient(z.object({ id })),
});

export const activitySchema = z.object({
  type: text.min(1),
  id: maybe(text),
  name: maybe(text),
  channelId: maybe(text),
  serviceUrl: text.min(1),
  conversation: z.object({
    id: text.min(1),
    conversationType: maybe(text),
    isGroup: lenient(z.boolean()),
    tenantId: maybe(text),
  }),
  from: lenient(named),
  recipient: lenient(named),
  membersRemoved: lenient(z.array(named)),
  replyToId: maybe(text),
  text: maybe(text),
  action: maybe(text),
  value: z.unknown().optional(),
  localTimezone: maybe(text),
  /** When it was sent, as the SDK keeps it beside the moment it makes of it. */
  rawTimestamp: maybe(text),
  entities: z.preprocess(
    (list) => (Array.isArray(list) ? list.filter((each) => entitySchema.safeParse(each).success) : []),
    z.array(entitySchema),
  ),
  channelData: lenient(channelDataSchema),
});
export type Activity = z.infer<typeof activitySchema>;

export const executeSchema = z.object({ action: z.object({ verb: maybe(text), data: z.unknown().optional() }) });
export const taskSchema = z.object({ data: z.unknown().optional() });

const messageUserSchema = z.object({ id, displayName: maybe(text), userIdentityType: maybe(text) });
const messagePayloadSchema = z.object({
  id: text,
  replyToId: maybe(text),
  subject: maybe(text),
  linkToMessage: maybe(text),
  body: lenient(z.object({ contentType: maybe(text), content: maybe(text) })),
  from: lenient(
    z.object({ user: lenient(messageUserSchema), application: lenient(z.object({ displayName: maybe(text) })) }),
  ),
  attachments: lenient(z.array(z.object({ name: maybe(text), content: z.unknown().optional() }))),
});
export type MessagePayload = z.infer<typeof messagePayloadSchema>;

export const messageActionSchema = z.object({
  commandId: text,
  messagePayload: lenient(messagePayloadSchema),
  data: z.unknown().optional(),
});

export const installedJustNowSchema = z.object({ msteams: z.object({ justInTimeInstall: z.literal(true) }) });

/** A member as the connector says it; `objectId` is what some clouds call the Entra object id. */
export const memberSchema = z.object({
  id,
  aadObjectId: maybe(text),
  objectId: maybe(text),
  name: maybe(text),
  email: maybe(text),
  userPrincipalName: maybe(text),
  tenantId: maybe(text),
  userRole: maybe(text),
});
export type Member = z.infer<typeof memberSchema>;
export const membersPageSchema = z.object({ members: z.array(memberSchema), continuationToken: maybe(text) });

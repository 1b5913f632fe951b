import { z } from "zod";
import { type PersonRef, personKey } from "../../../src/core/people.ts";

/**
 * How to reach people and conversations: what Teams says only in passing, on what it sends us, and asks for when we send.
 * Plain rows, so that any replica can deliver.
 */

/** Kept by the application: a row of JSON values under a key of ours; `save` inserts or replaces. */
export type References = {
  find(key: string): Promise<unknown>;
  save(key: string, row: object): Promise<void>;
};

const reachable = { serviceUrl: z.string(), bot: z.string() };

const tenantSchema = z.object({
  ...reachable,
  /** Conversations with a roster that were heard of, newest first: to look people up in. */
  rosters: z.array(z.string()).default([]),
});
const conversationSchema = z.object({ ...reachable, kind: z.string().exactOptional() });
const personSchema = z.object({
  ...reachable,
  /** Teams' own id of the person, beside the Entra object id. */
  user: z.string().exactOptional(),
  /** The conversation of this person alone with the bot. */
  chat: z.string().exactOptional(),
  /** Where the person was last heard: a roster they are in. */
  seenIn: z.string().exactOptional(),
  zone: z.string().exactOptional(),
  /** The person removed the bot: Teams still accepts what is sent to them, and shows it to nobody. */
  removed: z.boolean().exactOptional(),
  /** The message that shows the person's own page. */
  home: z.string().exactOptional(),
});
export type TenantRow = z.infer<typeof tenantSchema>;
export type ConversationRow = z.infer<typeof conversationSchema>;
export type PersonRow = z.infer<typeof personSchema>;

type Kept<Row, Of> = {
  find(of: Of): Promise<Row | undefined>;
  /** Reads, changes and saves; nothing is written where nothing changed. */
  change(of: Of, next: (row: Row | undefined) => Row): Promise<void>;
};

export type Contacts = {
  readonly tenants: Kept<TenantRow, string>;
  readonly conversations: Kept<ConversationRow, { readonly tenant: string; readonly id: string }>;
  readonly people: Kept<PersonRow, PersonRef>;
};

export const createContacts = (references: References): Contacts => {
  const kept = <Row extends object, Of>(schema: z.ZodType<Row>, keyOf: (of: Of) => string): Kept<Row, Of> => {
    const find = async (of: Of) => schema.safeParse(await references.find(keyOf(of))).data;
    return {
      find,
      change: async (of, next) => {
        const before = await find(of);
        const after = schema.parse(next(before));
        if (JSON.stringify(before) !== JSON.stringify(after)) await references.save(keyOf(of), after);
      },
    };
  };
  return {
    tenants: kept(tenantSchema, (tenant: string) => `teams:tenant:${tenant}`),
    conversations: kept(
      conversationSchema,
      ({ tenant, id }: { tenant: string; id: string }) => `teams:conversation:${tenant}:${id}`,
    ),
    people: kept(personSchema, (person: PersonRef) => `person:${personKey(person)}`),
  };
};

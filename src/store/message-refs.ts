import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MessageRef, ShownMessage } from "../app/ports.ts";
import { type CaseId, placeSchema } from "../core/case.ts";
import { defined } from "../core/defined.ts";
import type { OrganizationKey } from "../core/organization.ts";
import type { Database } from "./database.ts";
import { jsonb } from "./json.ts";

const rowSchema = z.object({ place: placeSchema, message: z.string() });

export async function findMessageRef(
  database: Database,
  caseId: CaseId,
  surface: string,
): Promise<MessageRef | undefined> {
  const [row] = await database.run(
    sql`select place, message from message_refs where case_id = ${caseId} and surface = ${surface}`,
  );
  return row && rowSchema.parse(row);
}

/** The newest message of a surface is the one to be updated. */
export async function saveMessageRef(
  database: Database,
  organization: OrganizationKey,
  caseId: CaseId,
  { surface, ref, presses }: ShownMessage,
): Promise<void> {
  await database.run(sql`
    insert into message_refs (case_id, surface, workspace, place, message, presses)
    values (${caseId}, ${surface}, ${organization}, ${jsonb(placeSchema.parse(ref.place))}, ${ref.message}, ${presses ?? null})
    on conflict (case_id, surface) do update set
      place = excluded.place, message = excluded.message, presses = excluded.presses`);
}

export async function forgetMessageRef(
  database: Database,
  caseId: CaseId,
  { surface, ref }: ShownMessage,
): Promise<void> {
  await database.run(
    sql`delete from message_refs where case_id = ${caseId} and surface = ${surface} and message = ${ref.message}`,
  );
}

const shownSchema = rowSchema
  .extend({ surface: z.string(), presses: z.string().nullable() })
  .transform(({ surface, presses, ...ref }): ShownMessage => defined({ surface, presses: presses ?? undefined, ref }));

/** Every message that a case has anywhere. */
export async function messagesOf(database: Database, caseId: CaseId): Promise<readonly ShownMessage[]> {
  const rows = await database.run(
    sql`select surface, place, message, presses from message_refs where case_id = ${caseId} order by surface`,
  );
  return rows.map((row) => shownSchema.parse(row));
}

const surfaceSchema = z.object({ surface: z.string() });

/** A thread is part of its channel: a message is named by its conversation and its id, whether it stands in a thread or not. */
export async function surfaceOf(
  database: Database,
  caseId: CaseId,
  { place: { platform, workspace, channel }, message }: MessageRef,
): Promise<string | undefined> {
  const [row] = await database.run(sql`
    select surface from message_refs
    where case_id = ${caseId} and message = ${message}
      and place->>'platform' = ${platform} and place->>'workspace' = ${workspace} and place->>'channel' = ${channel}`);
  return row && surfaceSchema.parse(row).surface;
}

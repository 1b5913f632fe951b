import { sql } from "drizzle-orm";
import { z } from "zod";
import type { MessageRef } from "../app/ports.ts";
import { type CaseId, placeSchema } from "../core/case.ts";
import { jsonb } from "./json.ts";
import type { Database } from "./session.ts";

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
  workspace: string,
  caseId: CaseId,
  surface: string,
  { place, message }: MessageRef,
): Promise<void> {
  await database.run(sql`
    insert into message_refs (case_id, surface, workspace, place, message)
    values (${caseId}, ${surface}, ${workspace}, ${jsonb(place)}, ${message})
    on conflict (case_id, surface) do update set place = excluded.place, message = excluded.message`);
}

export async function surfacesBeginning(
  database: Database,
  caseId: CaseId,
  beginning: string,
): Promise<readonly string[]> {
  const rows = await database.run(sql`
    select surface from message_refs where case_id = ${caseId} and starts_with(surface, ${beginning}) order by surface`);
  return rows.map((row) => z.string().parse(row.surface));
}

export async function surfaceOf(database: Database, caseId: CaseId, message: string): Promise<string | undefined> {
  const [row] = await database.run(
    sql`select surface from message_refs where case_id = ${caseId} and message = ${message}`,
  );
  return row && z.string().parse(row.surface);
}

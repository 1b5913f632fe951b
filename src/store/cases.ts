import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { NewerCaseError } from "../app/newer-case.ts";
import type { Case, CaseId } from "../core/case.ts";
import { fold } from "../core/evolve.ts";
import { nextDueAt } from "../core/nudges.ts";
import type { OrganizationKey } from "../core/organization.ts";
import { personKey } from "../core/people.ts";
import type { Database, Row, Run } from "./database.ts";
import { selectEvents, toStoredEvent } from "./event-log.ts";
import { jsonb } from "./json.ts";

/** Raise it when `Case` changes in a way that rows already stored don't have; they are then folded anew when read. */
export const CASE_SHAPE = 3;

/** The row's lock makes the changes of one case follow one another. */
export const lockCase = (organization: OrganizationKey, id: CaseId): SQL =>
  sql`select id, shape, state, last_hash from cases where id = ${id} and workspace = ${organization} for update`;

const rowSchema = z.object({ id: z.string(), shape: z.int(), state: z.unknown() });

/**
 * The case of a row; `more` reads its events if the row has an older shape.
 * @throws NewerCaseError for what only a newer release can read.
 */
export async function toCase(row: Row, more: Run): Promise<Case> {
  const { id, shape, state } = rowSchema.parse(row);
  if (shape > CASE_SHAPE) throw new NewerCaseError(id);
  if (shape === CASE_SHAPE) {
    if (!isKnownStatus((state as { status?: unknown } | null)?.status)) throw new NewerCaseError(id);
    return state as Case; // written by this file from a Case of this very shape
  }
  const events = await more(selectEvents(id));
  try {
    return fold(events.map((event) => toStoredEvent(event).event));
  } catch (error) {
    throw error instanceof z.ZodError ? new NewerCaseError(id) : error;
  }
}

const statuses: { readonly [Status in Case["status"]]: true } = { open: true, resolved: true, closed: true };
const isKnownStatus = (status: unknown): boolean => typeof status === "string" && Object.hasOwn(statuses, status);

/** Which rows `toCase` will not read, without reading them. */
const isNewer = sql`(shape > ${CASE_SHAPE} or status not in (select jsonb_array_elements_text(${jsonb(Object.keys(statuses))})))`;

const newerSchema = z.object({ newer: z.int() });

/** How many cases that aren't closed only a newer release can read. */
export async function newerCases(database: Database, organization: OrganizationKey): Promise<number> {
  const [row] = await database.run(sql`
    select count(*)::int as newer from cases where workspace = ${organization} and status <> 'closed' and ${isNewer}`);
  return newerSchema.parse(row).newer;
}

/** The case as it is now, in place of what it was; `lastHash` is its newest event's. */
export function writeCase(kase: Case, lastHash: string, at: number): SQL {
  const owner = kase.owner ? personKey(kase.owner.person) : null;
  const resolvedAt = "resolvedAt" in kase ? (kase.resolvedAt ?? null) : null;
  const [closedAt, outcome] = kase.status === "closed" ? [kase.closedAt, kase.outcome] : [null, null];
  return sql`
    insert into cases (
      id, workspace, number, status, owner, customer_key, severity, failure_type, root_cause,
      opened_at, resolved_at, closed_at, outcome, next_due_at, version, shape, state, last_hash, updated_at
    ) values (
      ${kase.id}, ${kase.workspace}, ${kase.number}, ${kase.status}, ${owner}, ${kase.customer.key}, ${kase.severity},
      ${kase.failureType}, ${kase.rootCause?.id ?? null}, ${kase.openedAt}, ${resolvedAt}, ${closedAt}, ${outcome},
      ${nextDueAt(kase) ?? null}, ${kase.version}, ${CASE_SHAPE}, ${jsonb(kase)}, ${lastHash}, ${at}
    )
    on conflict (id) do update set
      status = excluded.status, owner = excluded.owner, severity = excluded.severity, failure_type = excluded.failure_type,
      root_cause = excluded.root_cause, resolved_at = excluded.resolved_at, closed_at = excluded.closed_at,
      outcome = excluded.outcome, next_due_at = excluded.next_due_at, version = excluded.version, shape = excluded.shape,
      state = excluded.state, last_hash = excluded.last_hash, updated_at = excluded.updated_at`;
}

export async function findCase(
  database: Database,
  organization: OrganizationKey,
  which: { id: CaseId } | { number: number },
): Promise<Case | undefined> {
  const isIt = "id" in which ? sql`id = ${which.id}` : sql`number = ${which.number}`;
  const [row] = await database.run(
    sql`select id, shape, state from cases where workspace = ${organization} and ${isIt}`,
  );
  return row && toCase(row, database.run);
}

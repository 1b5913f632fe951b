import { sql } from "drizzle-orm";
import type { CaseId } from "../core/case.ts";
import { fold } from "../core/evolve.ts";
import type { OrganizationKey } from "../core/organization.ts";
import type { Instant } from "../core/time.ts";
import { CASE_SHAPE, lockCase } from "./cases.ts";
import type { Database } from "./database.ts";
import { selectEvents, toStoredEvent } from "./event-log.ts";
import { jsonb } from "./json.ts";

/**
 * Erases the personal words of a case from its log and from what the case is now; who did what and when stays, and the chain
 * still holds. Copies elsewhere (what is known of the customer, survey comments, answers to retries) are not touched here.
 * @returns how many texts were erased; none where there is no such case, or nothing is left to erase.
 */
export async function eraseWords(
  database: Database,
  organization: OrganizationKey,
  caseId: CaseId,
  now: Instant,
): Promise<number> {
  return database.transact([lockCase(organization, caseId)], async ([found], more) => {
    if (!found?.length) return { result: 0 };
    const erased = await more(sql`
      update event_words set salt = null, words = null, erased_at = ${now}
      where case_id = ${caseId} and words is not null returning seq`);
    const kase = fold((await more(selectEvents(caseId))).map((row) => toStoredEvent(row).event));
    const write = sql`
      update cases set state = ${jsonb(kase)}, shape = ${CASE_SHAPE}, customer_key = ${kase.customer.key}
      where id = ${caseId}`;
    return { writes: [write], result: erased.length };
  });
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CaseId } from "../core/case.ts";
import { fold } from "../core/evolve.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { CASE_SHAPE } from "./cases.ts";
import type { Database, Rows } from "./database.ts";
import { hashOf, noHash, toEvent } from "./event-log.ts";
import { canonical } from "./json.ts";
import { writtenDecimals } from "./written-decimals.ts";

/** Where the log no longer is what was written. `seq` is the first event that doesn't fit. */
export type Finding = {
  readonly organization: OrganizationKey;
  readonly what: "event-altered" | "event-missing" | "state-altered" | "case-missing";
  readonly caseId?: CaseId;
  readonly number?: number;
  readonly seq?: number;
};
export type LogCheck = { readonly cases: number; readonly events: number; readonly findings: readonly Finding[] };

const pageSize = 100;

/**
 * Proves the log, for `amends audit`: every event's hash, the chain between them, that none is missing at the end, that the
 * case is what its events say, and that no case's number is missing. Somebody who may write to the database *and* knows this
 * code could compute a whole new chain; keep the last hashes elsewhere if that is a worry.
 */
export async function verifyLog(database: Database): Promise<LogCheck> {
  const findings: Finding[] = [...(await missingCases(database))];
  let cases = 0;
  let events = 0;
  for (let after = ""; ; ) {
    const page = (await database.run(selectCases(after))).map((row) => caseSchema.parse(row));
    for (const kase of page) {
      const entries = (await database.run(selectEntries(kase.id))).map((row) => entrySchema.parse(row));
      events += entries.length;
      const finding = check(kase, entries);
      if (finding) findings.push({ ...finding, organization: kase.workspace, caseId: kase.id, number: kase.number });
    }
    cases += page.length;
    const last = page.at(-1);
    if (!last) return { cases, events, findings };
    after = last.id;
  }
}

const selectCases = (after: string) => sql`
  select id, workspace, number, version, shape, state, last_hash from cases where id > ${after} order by id limit ${pageSize}`;
const selectEntries = (caseId: CaseId) => sql`
  select seq, workspace, at, type, actor, body, prev_hash, hash, ${writtenDecimals} from case_events where case_id = ${caseId} order by seq`;

const caseSchema = z.object({
  id: z.string(),
  workspace: organizationKeySchema,
  number: z.int(),
  version: z.int(),
  shape: z.int(),
  state: z.unknown(),
  last_hash: z.string(),
});
const entrySchema = z.object({
  seq: z.int(),
  workspace: organizationKeySchema,
  at: z.number(),
  type: z.string(),
  actor: z.string(),
  body: z.looseObject({ at: z.unknown(), type: z.unknown() }),
  prev_hash: z.string(),
  hash: z.string(),
  written: z.unknown(),
});
type StoredCase = z.infer<typeof caseSchema>;
type StoredEntry = z.infer<typeof entrySchema>;

function check(kase: StoredCase, entries: readonly StoredEntry[]): Pick<Finding, "what" | "seq"> | undefined {
  let last = noHash;
  for (const [index, entry] of entries.entries()) {
    const { seq, workspace, actor, body, hash } = entry;
    if (seq !== index + 1) return { what: "event-missing", seq: index + 1 };
    const told = entry.at === body.at && entry.type === body.type && entry.prev_hash === last;
    if (!told || hash !== hashOf(last, { workspace, caseId: kase.id, seq, actor, event: body }))
      return { what: "event-altered", seq };
    last = hash;
  }
  if (kase.version > entries.length) return { what: "event-missing", seq: entries.length + 1 };
  if (kase.last_hash !== last || kase.version !== entries.length) return { what: "state-altered" };
  if (kase.shape !== CASE_SHAPE) return undefined; // it is folded anew before it is used
  const folded = fold(entries.map(({ body, written }) => toEvent(body, written)));
  return canonical(kase.state) === canonical(folded) ? undefined : { what: "state-altered" };
}

/** Numbers are counted without gaps, so a number without a case is a case that was removed. */
async function missingCases(database: Database): Promise<readonly Finding[]> {
  const rows: Rows = await database.run(sql`
    select workspaces.workspace, expected as number from workspaces
    cross join lateral generate_series(1, last_number) as expected
    left join cases on cases.workspace = workspaces.workspace and cases.number = expected
    where cases.id is null order by 1, 2`);
  const schema = z.object({ workspace: organizationKeySchema, number: z.int() });
  return rows.map((row) => {
    const { workspace: organization, number } = schema.parse(row);
    return { what: "case-missing", organization, number };
  });
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import type { CaseId } from "../core/case.ts";
import { defined } from "../core/defined.ts";
import { fold } from "../core/evolve.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { CASE_SHAPE } from "./cases.ts";
import { type ChainFinding, chainFinding, erasedIn, type StoredEntry, selectEntries, toEntry } from "./chain-check.ts";
import { verifyCustomers } from "./customers/verify.ts";
import type { Database, Rows } from "./database.ts";
import { toStoredEvent } from "./event-log.ts";
import { canonical, jsonb } from "./json.ts";
import { type ProtocolFinding, protocolFindings } from "./protocols.ts";
import { oldHeadsFinding, type Rechained, selectRechained, toRechained } from "./rechain.ts";

/** Where the log no longer is what was written. `seq` is the first event that doesn't fit. */
export type Finding = {
  readonly what: ChainFinding["what"] | "case-missing" | "customer-missing" | ProtocolFinding["what"];
  readonly organization?: OrganizationKey;
  /** Of a protocol. */
  readonly hash?: string;
  /** The record of a customer, where it is in the customers' own log. */
  readonly customer?: string;
  readonly caseId?: CaseId;
  readonly number?: number;
  readonly seq?: number;
};
export type LogCheck = {
  readonly cases: number;
  readonly events: number;
  readonly findings: readonly Finding[];
  /** Texts that were erased, which is no finding. */
  readonly erased?: number;
  /** Cases with something that only a newer release can read: their chain was checked, what they say now wasn't. */
  readonly newer?: readonly { readonly organization: OrganizationKey; readonly number: number }[];
};

/** Cases whose events are in memory at once. */
const pageSize = 100;

/**
 * Proves the log, for `amends audit`: every event's hash, the chain between them, the words beside them, that none is missing
 * at the end, that the case is what its events say, and that no case's number is missing. Somebody who may write to the
 * database *and* knows this code could compute a whole new chain, or mark words as erased; keep the last hashes elsewhere if
 * that is a worry.
 */
export async function verifyLog(database: Database): Promise<LogCheck> {
  const { findings: ofCustomers, erased: erasedOfCustomers } = await verifyCustomers(database);
  const findings: Finding[] = [
    ...(await missingCases(database)),
    ...(await protocolFindings(database)),
    ...ofCustomers,
  ];
  const newer: { organization: OrganizationKey; number: number }[] = [];
  let [cases, events, erased] = [0, 0, erasedOfCustomers];
  for (let after = ""; ; ) {
    const page = (await database.run(selectCases(after))).map((row) => caseSchema.parse(row));
    const ids = sql`select jsonb_array_elements_text(${jsonb(page.map(({ id }) => id))})`;
    const entriesOf = byCase((await database.run(selectEntries(ids))).map(toEntry));
    const rechainedOf = byCase((await database.run(selectRechained(ids))).map(toRechained));
    for (const kase of page) {
      const entries = entriesOf.get(kase.id) ?? [];
      const rechained = rechainedOf.get(kase.id) ?? [];
      events += entries.length;
      erased += entries.reduce((sum, { words }) => sum + erasedIn(words), 0);
      const { workspace: organization, number } = kase;
      const finding = check(kase, entries, rechained);
      if (finding === "newer") newer.push({ organization, number });
      else if (finding) findings.push({ ...finding, organization, caseId: kase.id, number });
    }
    cases += page.length;
    const last = page.at(-1);
    if (!last)
      return defined({ cases, events, findings, erased: erased || undefined, newer: newer.length ? newer : undefined });
    after = last.id;
  }
}

function byCase<Of extends { readonly case_id: CaseId }>(rows: readonly Of[]): ReadonlyMap<CaseId, readonly Of[]> {
  const found = new Map<CaseId, Of[]>();
  for (const row of rows) {
    const own = found.get(row.case_id);
    if (own) own.push(row);
    else found.set(row.case_id, [row]);
  }
  return found;
}

const selectCases = (after: string) => sql`
  select id, workspace, number, version, shape, state, last_hash from cases where id > ${after} order by id limit ${pageSize}`;

const caseSchema = z.object({
  id: z.string(),
  workspace: organizationKeySchema,
  number: z.int(),
  version: z.int(),
  shape: z.int(),
  state: z.unknown(),
  last_hash: z.string(),
});
type StoredCase = z.infer<typeof caseSchema>;

function check(
  kase: StoredCase,
  entries: readonly StoredEntry[],
  rechained: readonly Rechained[],
): ChainFinding | "newer" | undefined {
  const finding = chainFinding(kase, entries) ?? oldHeadsFinding(kase, entries, rechained);
  if (finding) return finding;
  if (kase.shape > CASE_SHAPE) return "newer";
  const state = foldable(entries);
  if (state === undefined) return "newer";
  if (kase.shape < CASE_SHAPE) return undefined; // it is folded anew before it is used
  return canonical(kase.state) === canonical(state) ? undefined : { what: "state-altered" };
}

/** The case as its events say; undefined where this release doesn't know one of them. */
function foldable(entries: readonly StoredEntry[]) {
  try {
    return fold(entries.map((entry) => toStoredEvent(entry).event));
  } catch (error) {
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
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

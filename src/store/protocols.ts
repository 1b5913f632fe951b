import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { ProtocolVersion } from "../app/ports.ts";
import { hashOfRules } from "../app/protocol-hash.ts";
import { defined } from "../core/defined.ts";
import type { EventOf } from "../core/events.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import { instantSchema } from "../core/time.ts";
import type { Database, Row } from "./database.ts";
import { toStoredEvent } from "./event-log.ts";
import { wordsJson } from "./event-words.ts";
import { jsonb } from "./json.ts";
import { writtenDecimals } from "./written-decimals.ts";

/** The versions of the protocol that were in force, and what was decided under each. Rows are only added. */

/** One file is for every organization. */
const everyone = "*";

const lock = sql`select pg_advisory_xact_lock(hashtextextended('amends protocols', 0))`;
const selectVersions = (newestOnly: boolean): SQL => sql`
  select hash, text, rules, file, release, since, differences from protocols where workspace = ${everyone}
  order by seq desc limit ${newestOnly ? 1 : null}`;

const versionSchema = z
  .object({
    hash: z.string(),
    text: z.string(),
    rules: z.string(),
    file: z.string().nullable(),
    release: z.string(),
    since: instantSchema,
    differences: z.array(z.string()),
  })
  .transform(({ file, ...version }): ProtocolVersion => ({ ...version, ...defined({ file: file ?? undefined }) }));

/** Undefined for a row that isn't as any release writes it. */
const toVersion = (row: Row): ProtocolVersion | undefined => versionSchema.safeParse(row).data;

export async function protocolInForce(database: Database): Promise<ProtocolVersion | undefined> {
  const [row] = await database.run(selectVersions(true));
  return row && toVersion(row);
}

/** Of many replicas that read the same change the first one keeps it. */
export const keepProtocol = (database: Database, version: ProtocolVersion): Promise<void> =>
  database.transact([lock, selectVersions(true)], ([, newest]) => {
    const last = newest?.[0] && toVersion(newest[0]);
    const { hash, text, rules, file, release, since, differences } = version;
    if (last?.hash === hash && last.text === text && last.release === release) return { result: undefined };
    const insert = sql`
      insert into protocols (workspace, hash, text, rules, file, release, since, differences)
      values (${everyone}, ${hash}, ${text}, ${rules}, ${file ?? null}, ${release}, ${since}, ${jsonb(differences)})`;
    return { writes: [insert], result: undefined };
  });

/** The newest first. */
export const protocolVersions = async (database: Database): Promise<readonly ProtocolVersion[]> =>
  (await database.run(selectVersions(false))).flatMap((row) => toVersion(row) ?? []);

/** Rules that are no longer those under which decisions were made. */
export type ProtocolFinding = { readonly what: "protocol-altered" | "protocol-missing"; readonly hash: string };

/** Kept versions that don't say what their hash says, and versions that events name and nobody kept. */
export async function protocolFindings(database: Database): Promise<readonly ProtocolFinding[]> {
  const altered = (await database.run(selectVersions(false))).flatMap((row) => {
    const version = toVersion(row);
    return version && hashOfRules(version.rules) === version.hash ? [] : [{ hash: String(row.hash) }];
  });
  const missing = await database.run(sql`
    select distinct protocol as hash from case_events
    where protocol is not null and not exists (select from protocols where hash = protocol)`);
  return [
    ...altered.map(({ hash }) => ({ what: "protocol-altered" as const, hash })),
    ...missing.map((row) => ({
      what: "protocol-missing" as const,
      hash: z.object({ hash: z.string() }).parse(row).hash,
    })),
  ];
}

const decisionTypes = ["remedy-proposed", "remedy-approved", "remedy-granted", "remedy-declined"] as const;
type DecisionType = (typeof decisionTypes)[number];
const isDecision = (event: { readonly type: string }): event is EventOf<DecisionType> =>
  decisionTypes.some((type) => type === event.type);

/** A decision on a remedy. `protocol` is the hash of the version it was made under; release 0.1 didn't note it. */
export type Decision = {
  readonly organization: OrganizationKey;
  readonly number: number;
  readonly seq: number;
  readonly event: EventOf<DecisionType>;
  readonly protocol?: string;
};

const decisionSchema = z.object({
  workspace: organizationKeySchema,
  number: z.int(),
  protocol: z.string().nullable(),
});

/** In the order in which they were made. What only a newer release can read is left out. */
export async function decisions(database: Database): Promise<readonly Decision[]> {
  const rows = await database.run(sql`
    select case_events.workspace, number, seq, protocol, actor, hash, body, ${wordsJson} as words, ${writtenDecimals}
    from case_events join cases on cases.id = case_events.case_id
    where type in (${sql.join(
      decisionTypes.map((type) => sql`${type}`),
      sql`, `,
    )}) order by case_events.at, case_events.workspace, number, seq`);
  return rows.flatMap((row) => {
    const event = eventOf(row);
    if (!event || !isDecision(event)) return [];
    const { workspace: organization, number, protocol } = decisionSchema.parse(row);
    return [defined({ organization, number, seq: z.int().parse(row.seq), event, protocol: protocol ?? undefined })];
  });
}

function eventOf(row: Row) {
  try {
    return toStoredEvent(row).event;
  } catch (error) {
    if (error instanceof z.ZodError) return undefined;
    throw error;
  }
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Ask, Loaded, Writes } from "../app/ports.ts";
import { defined } from "../core/defined.ts";
import type { OrganizationKey } from "../core/organization.ts";
import { budgetWrites, lockBudgets, selectGrants, toGrant } from "./budgets.ts";
import { lockCase, toCase, writeCase } from "./cases.ts";
import { lockCustomers } from "./customers/groups.ts";
import {
  type CustomerHead,
  customerOfCaseJson,
  headsIn,
  joiningJson,
  matchesJson,
  toCustomer,
  toJoining,
  toMatches,
} from "./customers/known.ts";
import { customerWrites } from "./customers/write.ts";
import { asOneStatement, type Database, type Row, retryOnConflict } from "./database.ts";
import { enqueueJobs } from "./enqueue-jobs.ts";
import { append, noHash } from "./event-log.ts";
import { identityJson, involvedJson, toIdentities, toKnownIdentity } from "./people.ts";
import { answerJson, requestsKey, toAnswer, writeAnswer } from "./requests.ts";
import { surveyWrites } from "./surveys.ts";
import { timerWrites } from "./timers.ts";

export type Decide<Result> = (loaded: Loaded) => { writes?: Writes; result: Result };

/** See `Store.transact`. Of two identical requests at the same instant the slower one runs again, and finds the answer. */
export const transact = <Result>(database: Database, ask: Ask, decide: Decide<Result>): Promise<Result> =>
  retryOnConflict(requestsKey, () => once(database, ask, decide));

function once<Result>(database: Database, ask: Ask, decide: Decide<Result>): Promise<Result> {
  const reads = Object.entries(readsOf(ask));
  return database.transact(
    reads.map(([, read]) => read),
    async (rows, more) => {
      const of = (name: keyof Reads) => rows[reads.findIndex(([read]) => read === name)] ?? [];
      const [row] = of("kase");
      const known = knownSchema.parse(of("known")[0]);
      const loaded: Loaded = defined({
        answered: toAnswer(known.answered),
        kase: row && (await toCase(row, more)),
        person: toKnownIdentity(known.person),
        involved: toIdentities(known.involved),
        customer: toCustomer(known.customer),
        customers: ask.opensFor === undefined ? undefined : toMatches(known.customers),
        joining: toJoining(known.joining),
        grants: of("grants").map(toGrant),
        nextNumber: numberSchema.parse(of("number")[0])?.last_number,
      });
      const { writes, result } = decide(loaded);
      const heads = { prevHash: headOf(row), customers: headsIn(known.customers, known.joining) };
      return writes ? { writes: [asOneStatement(writesOf(ask, writes, heads))], result } : { result };
    },
    // Presses on one case wait for its row, and cases that are opened for the workspace's next number.
    ask.caseId ?? (ask.opensFor === undefined ? undefined : `opened in ${ask.organization}`),
  );
}

type Reads = { number?: SQL; kase?: SQL; customers?: SQL; known: SQL; budgets?: SQL; grants?: SQL };

/**
 * In this order: what locks comes first. A statement sees what was committed before it began, so after waiting for the lock
 * the second of two identical requests sees the first one's answer.
 */
function readsOf(ask: Ask): Reads {
  const { organization, caseId, key, person, opensFor, grantsSince, withCustomer, joins } = ask;
  return defined({
    number: opensFor === undefined ? undefined : takeNumber(organization),
    kase: caseId === undefined ? undefined : lockCase(organization, caseId),
    customers: joins === undefined ? undefined : lockCustomers(organization),
    known: sql`select ${key === undefined ? none : answerJson(organization, key)} as answered,
      ${person ? identityJson(person, organization) : none} as person,
      ${ask.withInvolved && caseId !== undefined ? involvedJson(organization, caseId) : none} as involved,
      ${withCustomer && caseId !== undefined ? customerOfCaseJson(organization, caseId) : none} as customer,
      ${opensFor ? matchesJson(organization, opensFor) : none} as customers,
      ${caseId !== undefined && joins !== undefined ? joiningJson(organization, caseId, joins) : none} as joining`,
    budgets: grantsSince === undefined ? undefined : lockBudgets(ask),
    grants: grantsSince === undefined ? undefined : selectGrants(ask, grantsSince),
  });
}

const none = sql`null::jsonb`;

const knownSchema = z.object({
  answered: z.unknown(),
  person: z.unknown(),
  involved: z.unknown(),
  customer: z.unknown(),
  customers: z.unknown(),
  joining: z.unknown(),
});
const numberSchema = z.object({ last_number: z.int() }).optional();

/** Rolled back with the rest if the case isn't opened after all: numbers have no gaps. */
const takeNumber = (organization: OrganizationKey): SQL => sql`
  insert into workspaces (workspace, last_number) values (${organization}, 1)
  on conflict (workspace) do update set last_number = workspaces.last_number + 1 returning last_number`;

const hashSchema = z.string();

const headOf = (row: Row | undefined): string => (row ? hashSchema.parse(row.last_hash) : noHash);

/** @throws Error where the events don't lead from `before` to `kase`: a defect of the caller. */
function writesOf(
  ask: Ask,
  writes: Writes,
  { prevHash, customers }: { prevHash: string; customers: readonly CustomerHead[] },
): readonly SQL[] {
  const { before, kase, events, actor, protocol, timers, jobs, answer } = writes;
  const version = before?.version ?? 0;
  if (!events.length || kase.version !== version + events.length)
    throw new Error(`case ${kase.id}: ${events.length} event(s) don't lead from version ${version} to ${kase.version}`);
  const { writes: appended, lastHash } = append(
    prevHash,
    events.map((event, index) => ({
      workspace: kase.workspace,
      caseId: kase.id,
      seq: version + index + 1,
      actor,
      protocol,
      event,
    })),
  );
  return [
    ...appended,
    writeCase(kase, lastHash, ask.now),
    ...timerWrites(kase.workspace, kase.id, timers),
    ...enqueueJobs(kase.workspace, jobs, ask.now),
    ...budgetWrites(kase, events),
    ...customerWrites(writes, customers),
    ...surveyWrites(before, kase, events),
    ...(ask.key === undefined ? [] : [writeAnswer(ask.organization, ask.key, answer, ask.now)]),
  ];
}

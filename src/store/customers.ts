import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Loaded } from "../app/ports.ts";
import type { Case, CaseId } from "../core/case.ts";
import { defined } from "../core/defined.ts";
import type { CaseEvent } from "../core/events.ts";
import type { OrganizationKey } from "../core/organization.ts";
import { instantSchema } from "../core/time.ts";

/** What is known of a customer across cases: whether they want to be asked. How often something went wrong is counted. */

/** As a JSON value, for use within another select. */
export const customerJson = (organization: OrganizationKey, key: string | SQL): SQL => sql`
  (select json_build_object('surveyOptOut', survey_opt_out)
   from customers where workspace = ${organization} and key = ${key})`;

export const customerOfCaseJson = (organization: OrganizationKey, id: CaseId): SQL =>
  customerJson(organization, sql`(select customer_key from cases where id = ${id} and workspace = ${organization})`);

const knownSchema = z
  .object({ surveyOptOut: instantSchema.nullable() })
  .transform(({ surveyOptOut }) => defined({ surveyOptOut: surveyOptOut ?? undefined }));

export const toCustomer = (json: unknown): Loaded["customer"] => (json === null ? undefined : knownSchema.parse(json));

export function customerWrites(kase: Case, events: readonly CaseEvent[]): readonly SQL[] {
  const opened = events.filter(({ type }) => type === "flagged").length;
  const optedOut = events.find(({ type }) => type === "survey-opted-out")?.at ?? null;
  if (!opened && optedOut === null) return [];
  const { key, name, email } = kase.customer;
  return [
    sql`
      insert into customers (workspace, key, name, email, cases, survey_opt_out)
      values (${kase.workspace}, ${key}, ${name}, ${email ?? null}, ${opened}, ${optedOut})
      on conflict (workspace, key) do update set
        name = excluded.name, email = coalesce(excluded.email, customers.email),
        cases = customers.cases + excluded.cases,
        survey_opt_out = coalesce(customers.survey_opt_out, excluded.survey_opt_out)`,
  ];
}

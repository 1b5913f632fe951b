import { type SQL, sql } from "drizzle-orm";
import { mostSharing } from "../../core/customers/recognize.ts";
import type { OrganizationKey } from "../../core/organization.ts";

/** Which records are one customer, and which can't be told from them. */

/**
 * Changes of who is whose customer follow one another: opening a case holds this row too, since it counts cases there. Money
 * needn't wait. Two presses that began before two records were joined, each with its own budget locked, are as if they had come
 * before; whoever begins after it locks the budgets of both.
 */
export const lockCustomers = (organization: OrganizationKey): SQL =>
  sql`select workspace from workspaces where workspace = ${organization} for update`;

/** Whether the row `row` of `customers` is of the group that is named by `group`. */
export const isOfGroup = (row: SQL, group: SQL): SQL => sql`(${row}.id = ${group} or ${row}.root = ${group})`;

/** All records that are joined with the one that has this key, as rows of `customers`. */
export const joinedWith = (organization: OrganizationKey, key: SQL): SQL => sql`
  select each.* from customers self join customers each
    on each.workspace = self.workspace and ${isOfGroup(sql`each`, sql`coalesce(self.root, self.id)`)}
  where self.workspace = ${organization} and self.key = ${key}`;

/**
 * All records that count as the customer with this key: those that are joined, and the groups of those who share an account or
 * an address with any of them, as long as nobody said that they are someone else. The stricter answer where it can't be told.
 * An address that more customers have than `mostSharing` is a desk's and says nothing.
 */
export const countedAs = (organization: OrganizationKey, key: SQL): SQL => sql`
  select each.* from customers self
  cross join lateral (select coalesce(self.root, self.id) as named) own
  cross join lateral (
    select own.named
    union
    select coalesce(sharer.root, sharer.id) from customers mine
      join customer_known_by known on known.workspace = mine.workspace and known.customer = mine.id
      join customer_known_by also on also.workspace = known.workspace and also.known_by = known.known_by
      join customers sharer on sharer.workspace = also.workspace and sharer.id = also.customer
    where mine.workspace = self.workspace and ${isOfGroup(sql`mine`, sql`own.named`)}
      and known.known_by not like 'name:%'
      and (known.known_by not like 'email:%' or ${mostSharing} >= (
        select count(*) from (
          select 1 from customer_known_by few
          where few.workspace = known.workspace and few.known_by = known.known_by limit ${mostSharing + 1}) few))
      and not ${areApart(sql`own.named`, sql`coalesce(sharer.root, sharer.id)`, sql`self.workspace`)}
  ) groups
  join customers each on each.workspace = self.workspace and ${isOfGroup(sql`each`, sql`groups.named`)}
  where self.workspace = ${organization} and self.key = ${key}`;

/** Whether somebody said of any two of these groups' records that they are different people. */
const areApart = (group: SQL, other: SQL, workspace: SQL): SQL => sql`exists (
  select 1 from customers one
    join customers_apart apart on apart.workspace = one.workspace and apart.customer = one.id
    join customers another on another.workspace = apart.workspace and another.id = apart.other
  where one.workspace = ${workspace} and ${isOfGroup(sql`one`, group)} and coalesce(another.root, another.id) = ${other})`;

import { failureWords } from "../../../src/app/failure-words.ts";
import type { Inbox } from "../../../src/app/ports.ts";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Rich } from "../../../src/views/elements.ts";
import { ConnectorError, failure } from "../connection/failures.ts";
import type { Log } from "../connection/log.ts";
import type { Activity } from "../payloads.ts";
import type { PageRefresh } from "../replies/page-refresh.ts";
import type { Asked, ReplyDeps } from "../replies/replies.ts";
import { words } from "../words.ts";
import { callerOf, senderOf, tenantOf } from "./callers.ts";
import { type Remember, zoneOf } from "./remembering.ts";
import { stampFor } from "./request-keys.ts";

/** What every listener works with. */
export type HandlerDeps = ReplyDeps & {
  readonly inbox: Inbox;
  readonly pages: Pick<PageRefresh, "of">;
  readonly remember: Remember;
  /** Which organization a tenant is. */
  readonly organizationOf: (tenant: string) => OrganizationKey;
  /** The tenant of the local emulator, whose activities may name none. */
  readonly defaultTenant: string | undefined;
  readonly newReference: () => string;
  readonly log: Log;
};

/** One activity, with who sent it. */
export type Turn = Asked & { readonly activity: Activity };

/** @throws Error when an activity names no tenant or no sender, or what it says can't be saved. */
export const hear = async (deps: HandlerDeps, activity: Activity): Promise<Turn> => {
  const tenant = tenantOf(activity) ?? deps.defaultTenant;
  const person = tenant === undefined ? undefined : senderOf(activity, tenant);
  if (tenant === undefined || !person) throw new Error("an activity from Teams names no tenant or no sender");
  await deps.remember({ activity, tenant, person });
  deps.identities.heard(person, activity.from?.name);
  return {
    activity,
    tenant,
    person,
    caller: callerOf(activity, person, deps.organizationOf(tenant)),
    zone: zoneOf(activity) ?? "UTC",
    service: { serviceUrl: activity.serviceUrl, bot: activity.recipient?.id ?? "" },
    conversation: activity.conversation.id,
    stamp: stampFor(activity),
  };
};

/** A defect: logged once, under a reference that the person is told too. */
const defect = ({ log, newReference }: HandlerDeps, error: unknown, what: string): string => {
  const reference = newReference();
  log.error({ err: error, reference, what }, "a request from Teams failed");
  return reference;
};

/** What the person is told of a failure. That Microsoft doesn't answer now is no defect, and passes. */
export const apology = (deps: HandlerDeps, error: unknown, what: string): Rich => {
  if (!(error instanceof ConnectorError) || failure(error).why !== "later")
    return failureWords(error, defect(deps, error, what));
  deps.log.warn({ err: error, what }, "Teams didn't answer in time; the person was asked to try again");
  return words.noAnswer;
};

import type { Caller } from "../../../src/app/ports.ts";
import { defined } from "../../../src/core/defined.ts";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Activity } from "../payloads.ts";
import { personOf, placeOf } from "../people/addresses.ts";

/** Who asks, and where from, as Teams' signed activity says it. */

/** The tenant of the conversation, also for someone from elsewhere: it is where our organization meets them. */
export const tenantOf = ({ conversation, channelData }: Activity): string | undefined =>
  conversation.tenantId ?? channelData?.tenant?.id;

/** By Entra object id, which every app and the directory know; people without one keep Teams' own id. */
export const senderOf = ({ from }: Activity, tenant: string): PersonRef | undefined =>
  from && personOf(tenant, from.aadObjectId ?? from.id);

/** Whether someone is from outside isn't in the activity: the roster says it, see `identity.ts`. */
export const callerOf = (activity: Activity, person: PersonRef, organization: OrganizationKey): Caller =>
  defined({ organization, person, place: placeOf(person.workspace, activity.conversation.id) });

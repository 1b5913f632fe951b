import type { Case } from "../case.ts";
import type { CaseEvent } from "../events.ts";
import type { CustomerEvent } from "./events.ts";
import type { KnownBy } from "./known-by.ts";
import type { CustomerId, CustomerMatch } from "./recognize.ts";

/** What a case's event means for the customers' own log. */
export type CustomerChange = {
  readonly customer: CustomerId;
  readonly event: CustomerEvent;
};

/** Someone new is named after the case in which they were met: unlike a name or an address, that never changes. */
export const newCustomerId = (caseId: string): CustomerId => `customer-of-${caseId}`;

type Opening = { readonly asked: readonly KnownBy[]; readonly customers: readonly CustomerMatch[] };

export const customerChanges = (
  events: readonly CaseEvent[],
  { number }: Case,
  opening: Opening = { asked: [], customers: [] },
): readonly CustomerChange[] => events.flatMap((event) => changesBy(event, number, opening));

function changesBy(event: CaseEvent, number: number, { asked, customers }: Opening): readonly CustomerChange[] {
  const { at } = event;
  if (event.type === "flagged") {
    const known = customers.find(({ key }) => key === event.customer.key);
    if (!known)
      return [
        {
          customer: newCustomerId(event.id),
          event: { type: "customer-recorded", at, knownBy: [...asked], case: number },
        },
      ];
    const added = asked.filter((one) => !known.knownBy.includes(one));
    return added.length > 0
      ? [{ customer: known.id, event: { type: "customer-known-by", at, knownBy: added, case: number } }]
      : [];
  }
  if (event.type === "customer-joined") {
    const { by, customer, into } = event;
    return [{ customer, event: { type: "customer-record-joined", at, by, into, case: number } }];
  }
  if (event.type === "customer-parted") {
    const { by, customer, from } = event;
    return [{ customer, event: { type: "customer-record-parted", at, by, from, case: number } }];
  }
  if (event.type === "customer-told-apart") {
    const { by, customer, from } = event;
    return [{ customer, event: { type: "customer-record-apart", at, by, from, case: number } }];
  }
  return [];
}

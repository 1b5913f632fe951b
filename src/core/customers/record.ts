import type { CustomerEvent } from "./events.ts";

/** What a customer's record is, as its log says: `amends audit` compares. */
export type CustomerRecord = {
  readonly knownBy: readonly string[];
  readonly joinedInto?: string;
  /** The records of which somebody said that they are someone else. */
  readonly apart: readonly string[];
};

export const foldCustomer = (events: readonly CustomerEvent[]): CustomerRecord =>
  events.reduce(evolveCustomer, { knownBy: [], apart: [] });

function evolveCustomer(record: CustomerRecord, event: CustomerEvent): CustomerRecord {
  switch (event.type) {
    case "customer-recorded":
    case "customer-known-by":
      return { ...record, knownBy: [...new Set([...record.knownBy, ...event.knownBy])] };
    case "customer-record-joined":
      return { ...record, joinedInto: event.into };
    case "customer-record-parted": {
      const { joinedInto: _ended, ...rest } = record;
      return rest;
    }
    case "customer-record-apart":
      return { ...record, apart: [...new Set([...record.apart, event.from])] };
  }
}

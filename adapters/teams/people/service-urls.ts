import type { PersonRef } from "../../../src/core/people.ts";
import type { Service } from "../connection/connector.ts";
import type { Contacts, PersonRow } from "./references.ts";

/** By which service Teams is asked about a conversation or a person: the one it last spoke to us through. */
export type ServiceUrls = {
  to(tenant: string, conversation?: string): Promise<Service | undefined>;
  person(person: PersonRef): Promise<{ readonly service: Service; readonly row: PersonRow | undefined } | undefined>;
};

export const createServiceUrls = ({ conversations, people, tenants }: Contacts): ServiceUrls => {
  const to: ServiceUrls["to"] = async (tenant, conversation) =>
    (conversation === undefined ? undefined : await conversations.find({ tenant, id: conversation })) ??
    (await tenants.find(tenant));
  return {
    to,
    person: async (person) => {
      const row = await people.find(person);
      const service = row ?? (await to(person.workspace));
      return service && { service, row };
    },
  };
};

import type { Instant } from "../../../src/core/time.ts";
import { createCache } from "../../common/cache.ts";
import type { Connector } from "../connection/connector.ts";
import type { Member } from "../payloads.ts";
import type { ServiceUrls } from "./service-urls.ts";

/** Who is in a team or chat; kept ten minutes, and asked once at a time. @throws when Teams can't or won't say. */
export type Rosters = { of(tenant: string, conversation: string): Promise<readonly Member[]> };

const freshFor = 10 * 60_000;

export const createRosters = (parts: {
  connector: Connector;
  serviceUrls: ServiceUrls;
  now: () => Instant;
}): Rosters => {
  const { connector, serviceUrls, now } = parts;
  const cache = createCache<readonly Member[]>({ now, freshFor });

  const ask = async (tenant: string, conversation: string): Promise<readonly Member[]> => {
    const service = await serviceUrls.to(tenant, conversation);
    if (!service) throw new Error("Amends hasn't been heard of in this Teams tenant yet");
    return connector.members(service, conversation);
  };

  return { of: (tenant, conversation) => cache.get(`${tenant}:${conversation}`, () => ask(tenant, conversation)) };
};

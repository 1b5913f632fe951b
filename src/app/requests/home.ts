import type { Place } from "../../core/case.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Chats } from "../people/identities.ts";
import type { Caller } from "../ports.ts";

/**
 * Where staff work on a new case: the complaint's own thread, unless outsiders can read there; then the protocol's cases
 * channel, and where none is set, a direct message to the person who flagged it.
 */
export async function homeFor(
  caller: Caller,
  origin: Place | undefined,
  chats: Chats,
  protocol: Protocol,
): Promise<Place> {
  const { platform, workspace, id } = caller.person;
  const place = origin ?? caller.place;
  if (place && (await chats[place.platform]?.audience(place)) === "internal") return place;
  const cases = protocol.channels.cases?.[platform];
  return { platform, workspace: place?.workspace ?? workspace, channel: cases ?? id };
}

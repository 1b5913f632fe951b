import type { Case, Place } from "../../core/case.ts";
import { type PersonRef, personKey } from "../../core/people.ts";

/** To whom a message of a case goes. */
export type Destination =
  /** In the case's home: its thread, or the channel or message where its card is. */
  | { readonly to: "home" }
  | { readonly to: "staff"; readonly person: PersonRef }
  | { readonly to: "customer"; readonly person?: PersonRef };

/** One conversation: what goes there goes in order, one at a time. */
export function laneOf(destination: Destination, kase: Case): string {
  switch (destination.to) {
    case "home":
      return channelLane(kase.home);
    case "staff":
      return personLane(destination.person);
    case "customer":
      return destination.person ? personLane(destination.person) : channelLane(kase.home);
  }
}

export const personLane = (person: PersonRef): string => `dm:${personKey(person)}`;
const channelLane = ({ platform, workspace, channel }: Place) => `${platform}:${workspace}:${channel}`;

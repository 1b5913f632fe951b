import { bounds } from "../world/bounds.ts";
import { isOutsider } from "../world/cast.ts";
import type { Reader } from "../world/reader.ts";

/** Above the oldest words of a channel that lost some. Only the team can ask for a case. */
export const PutAway = ({ reader }: { reader: Reader }) => (
  <p class="put-away soft">
    Older messages were put away: the sandbox keeps the newest {bounds.messages}.
    {isOutsider(reader.me) ? null : " Of the cases nothing is lost: “/amends case 1” shows the first."}
  </p>
);

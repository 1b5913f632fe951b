import type { PersonRef } from "../core/people.ts";
import type { Protocol } from "../core/protocol.ts";
import type { Instant } from "../core/time.ts";

/** All that a view may depend on besides the case. */
export type ViewContext = {
  readonly protocol: Protocol;
  readonly now: Instant;
  /** The customer's own signed web page: what staff send where no direct message can reach them. */
  readonly link?: string;
  /** A person's display name, where it is known. */
  readonly nameOf?: (person: PersonRef) => string | undefined;
};

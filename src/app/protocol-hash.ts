import { createHash } from "node:crypto";
import type { Protocol } from "../core/protocol.ts";

const known = new WeakMap<Protocol, string>();

/** All rules, also those that the file doesn't name. */
export const rulesJson = (protocol: Protocol): string => JSON.stringify(protocol);

export const hashOfRules = (rules: string): string => createHash("sha256").update(rules).digest("hex");

/**
 * What each event says it was decided under: SHA-256, as hex, of all rules in force. So a release with other defaults is
 * another version, and a comment in the file isn't.
 */
export function protocolHash(protocol: Protocol): string {
  const kept = known.get(protocol);
  if (kept !== undefined) return kept;
  const hash = hashOfRules(rulesJson(protocol));
  known.set(protocol, hash);
  return hash;
}

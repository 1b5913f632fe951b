import type { Store } from "../../src/app/ports.ts";
import { hashOfRules, rulesJson } from "../../src/app/protocol-hash.ts";
import type { Protocol } from "../../src/core/protocol.ts";
import { at } from "./cases.ts";

/** As a start of Amends does it: what cases are changed under is kept. */
export function keepProtocol(store: Pick<Store, "keepProtocol">, protocol: Protocol): Promise<void> {
  const rules = rulesJson(protocol);
  const version = { hash: hashOfRules(rules), rules, text: "", release: "0.2.0", since: at("10:00"), differences: [] };
  return store.keepProtocol(version);
}

import { spellOut } from "./block-kit.ts";
import type { Fault } from "./block-kit-checks.ts";
import type { Fields } from "./shapes.ts";

/** Slack said no: `{ ok: false, error }`, with whatever else it says beside the name of the error. */
export class SlackRefusal extends Error {
  override readonly name = "SlackRefusal";
  readonly error: string;
  readonly more: Fields;

  constructor(error: string, more: Fields = {}) {
    super(error);
    this.error = error;
    this.more = more;
  }
}

/** @throws {SlackRefusal} always */
export const no = (error: string, more: Fields = {}): never => {
  throw new SlackRefusal(error, more);
};

/** As Slack explains what is wrong with blocks or a view: once under `errors`, once for developers' consoles. */
export const explained = (faults: readonly Fault[]): Fields => ({
  errors: faults.map(spellOut),
  response_metadata: { messages: faults.map((fault) => `[ERROR] ${spellOut(fault)}`) },
});

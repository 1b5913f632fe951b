import { afterEach, beforeEach, describe } from "vitest";
import { approvals } from "./contract/approvals.ts";
import { card } from "./contract/card.ts";
import { commands } from "./contract/commands.ts";
import { customer } from "./contract/customer.ts";
import { flagging } from "./contract/flagging.ts";
import { forms } from "./contract/forms.ts";
import type { Harness } from "./contract/harness.ts";
import { outsiders } from "./contract/outsiders.ts";
import { queue } from "./contract/queue.ts";
import { reminders, repeats } from "./contract/repeats.ts";
import { words } from "./contract/words.ts";

export type {
  Answer,
  Harness,
  OpenForm,
  Role,
  Said,
  Seen,
  SeenField,
  Submitted,
  Value,
  Values,
} from "./contract/harness.ts";
export { organization, roles, team } from "./contract/harness.ts";

/**
 * What every platform must let people do. The specifications name no platform; a platform brings a harness
 * (`contract/harness.ts`) and passes all of them. Each gets a harness of its own: an organization without any cases.
 */
export function contract(name: string, openHarness: () => Promise<Harness>): void {
  describe(`what people can do on ${name}`, () => {
    let opened: Harness | undefined;
    beforeEach(async () => {
      opened = await openHarness();
    });
    afterEach(async () => {
      await opened?.close();
      opened = undefined;
    });
    const open = (): Harness => {
      if (!opened) throw new Error("the harness opens before each specification");
      return opened;
    };
    for (const part of [
      flagging,
      card,
      forms,
      approvals,
      customer,
      outsiders,
      queue,
      commands,
      words,
      repeats,
      reminders,
    ])
      part(open);
  });
}

import type { Clock } from "../../../src/app/ports.ts";
import { no } from "./refusal.ts";

/** "Triggers expire in three seconds" and are exchanged once. */
const triggerLife = 3_000;
/** A response_url serves five times within thirty minutes. */
const hookLife = 30 * 60_000;
const hookUses = 5;

export type Trigger = {
  readonly id: string;
  readonly user: string;
  readonly view?: string;
  readonly at: number;
  used: boolean;
};
/** Where a response_url leads: to whom, and which message `replace_original` means. */
export type Hook = { readonly id: string; readonly user: string; readonly channel: string; readonly message?: string };

export type Triggers = ReturnType<typeof createTriggers>;

/** The short-lived permissions that come with an interaction: trigger ids and response_urls. */
export const createTriggers = (clock: Clock) => {
  const triggers = new Map<string, Trigger>();
  const hooks = new Map<string, Hook & { readonly at: number; uses: number }>();
  let count = 0;
  let origin = "http://response-urls-need-a-server.invalid";

  return {
    /** Where the fake's server listens: response_urls begin with it. */
    serveHooksAt: (address: string) => {
      origin = address;
    },
    give: (user: string, view?: string): string => {
      count += 1;
      const id = `${count}000000.2000000.${user.toLowerCase()}${count}`;
      triggers.set(id, { id, user, at: clock.now(), used: false, ...(view ? { view } : {}) });
      return id;
    },
    /** @throws {SlackRefusal} for an unknown, expired or exchanged trigger. */
    exchange: (id: string): Trigger => {
      const trigger = triggers.get(id) ?? no("invalid_trigger_id");
      if (clock.now() - trigger.at > triggerLife) no("expired_trigger_id");
      if (trigger.used) no("exchanged_trigger_id");
      trigger.used = true;
      return trigger;
    },
    hook: (kind: "actions" | "commands" | "app", hook: Omit<Hook, "id">): string => {
      count += 1;
      const id = `${kind}/T0ACME0001/${count}/secret${count}`;
      hooks.set(id, { ...hook, id, at: clock.now(), uses: 0 });
      return `${origin}/${id}`;
    },
    isHook: (id: string): boolean => hooks.has(id),
    /** @throws {SlackRefusal} for the sixth use, or after half an hour. */
    useHook: (id: string): Hook => {
      const hook = hooks.get(id) ?? no("invalid_url");
      if (clock.now() - hook.at > hookLife) no("expired_url");
      if (hook.uses >= hookUses) no("used_url");
      hook.uses += 1;
      return hook;
    },
  };
};

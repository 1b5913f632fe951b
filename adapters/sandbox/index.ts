import type { Express } from "express";
import type { Chat, Inbox } from "../../src/app/ports.ts";
import type { OrganizationKey } from "../../src/core/organization.ts";
import type { Protocol } from "../../src/core/protocol.ts";
import type { Log } from "../../src/log.ts";
import type { Previews } from "./pages/inspector.tsx";
import { createViews } from "./pages/views.tsx";
import { mountRoutes } from "./server/routes.ts";
import { createChat, type Homes } from "./world/chat.ts";
import type { SandboxClock } from "./world/clock.ts";
import { createLive } from "./world/live.ts";
import { createSkipAhead } from "./world/skip-ahead.ts";
import type { Records } from "./world/upcoming.ts";
import { createWorld } from "./world/world.ts";

export { createSandboxClock, type SandboxClock } from "./world/clock.ts";
export { sandboxProtocolText } from "./world/protocol.ts";

/** The third platform: a chat in the browser, drawn from the same cards and forms, with no account anywhere. */

export type SandboxOptions = {
  /** Routes are mounted at `/`, `/as/…` and `/sandbox/assets/…`, at once. */
  readonly app: Express;
  readonly log: Log;
  /** Where people reach it, beside localhost: requests for any other host are refused. */
  readonly publicUrl: string;
  readonly clock: SandboxClock;
  /** DATA_DIR: the world is kept in `sandbox.json` there. */
  readonly folder: string;
  readonly newId: () => string;
  /** What is known of the cases. The store fits. */
  readonly records: Records;
  readonly protocol: () => Protocol;
  /** By name, a card as another platform gets it: `{ "Slack (Block Kit)": (card) => … }`. */
  readonly previews: Previews;
};

export type HeardBy = {
  readonly inbox: Inbox;
  /** Lets what is due by now happen. */
  readonly tick: () => Promise<void>;
  /** Resolves when everything due has been handed to the platforms. */
  readonly idle: () => Promise<void>;
};

export type Sandbox = {
  readonly chat: Chat;
  /** Mounts the pages: from here on what people do there reaches the inbox. */
  listen(to: HeardBy): void;
  /** Whose cases those of the present world are. */
  organization(): OrganizationKey;
  /** Ends all open streams, so that the web server can close. Safe to call twice. */
  stop(): void;
};

export function createSandbox(options: SandboxOptions): Sandbox {
  const { app, log, publicUrl, clock, folder, newId, records, protocol, previews } = options;
  const live = createLive();
  const world = createWorld({ folder, now: clock.now, changed: live.tell });
  const homes: Homes = new Map();
  const views = createViews({ world, clock, records, previews, protocol, newId });
  return {
    chat: createChat(world, homes),
    listen: ({ inbox, tick, idle }) => {
      const skipAhead = createSkipAhead({ clock, records, protocol, organization: world.organization, tick, idle });

      mountRoutes({
        app,
        inbox,
        log,
        publicUrl,
        world,
        views,
        live,
        homes,
        skipAhead,
        newId,
        now: clock.now,
        startOver: async () => {
          await clock.reset();
          homes.clear();
          await world.startOver();
        },
      });
    },
    organization: world.organization,
    stop: live.stop,
  };
}

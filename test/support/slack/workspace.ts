import type { Clock } from "../../../src/app/ports.ts";
import { instant } from "../../../src/core/time.ts";
import { createDirectory } from "./directory.ts";
import { createFailures } from "./failures.ts";
import { createMessages } from "./messages.ts";
import { createReading } from "./reading.ts";
import { createTokens } from "./tokens.ts";
import { createTriggers } from "./triggers.ts";
import { createViews } from "./views.ts";

export type World = ReturnType<typeof createWorld>;

/** What the app's manifest switched on. */
export type Manifest = { homeTab: boolean; messagesTab: boolean; tokenRotation: boolean };

const wallClock: Clock = { now: () => instant(Date.now()) };

/**
 * One Slack workspace with its people, channels and messages (`cast.ts`), and an app called Amends installed in it.
 * Everything that has to do with time reads `clock`; only signatures are made with the machine's own time, because Bolt
 * checks them against it.
 */
export const createWorld = (options: { clock?: Clock } = {}) => {
  const clock = options.clock ?? wallClock;
  const directory = createDirectory();
  const messages = createMessages(clock, directory);
  const views = createViews(clock);
  const manifest: Manifest = { homeTab: true, messagesTab: true, tokenRotation: false };
  return {
    clock,
    ...directory,
    directory,
    manifest,
    messages,
    say: messages.say,
    views,
    triggers: createTriggers(clock),
    tokens: createTokens(clock),
    ...createFailures(),
    ...createReading(clock, directory, messages, views),
  };
};

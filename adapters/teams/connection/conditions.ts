import type { Instant } from "../../../src/core/time.ts";
import {
  type Conditions as ConditionsOf,
  createConditions as conditionsOf,
  type Told,
} from "../../common/conditions.ts";

/** What isn't as it should be between Teams and us, each with what to do about it. */
const rows = {
  "teams-token-refused": ({ said }: Told) =>
    `Teams refuses the bot's token (${said}): nothing can be sent. Check MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppType.`,
  "teams-bot-refused": ({ said }: Told) =>
    `Teams refuses the whole bot (${said}): messages wait. Teams says so in passing, too; if it lasts, ask an admin whether the app is blocked in the Teams admin center, and look at the bot's registration.`,
} as const;

export type Conditions = ConditionsOf<keyof typeof rows>;

export const createConditions = (now: () => Instant): Conditions => conditionsOf(rows, now);

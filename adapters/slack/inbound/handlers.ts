import type { Context } from "@slack/bolt";
import { failureWords } from "../../../src/app/failure-words.ts";
import type { Caller, Inbox } from "../../../src/app/ports.ts";
import type { Place } from "../../../src/core/case.ts";
import { defined } from "../../../src/core/defined.ts";
import type { OrganizationKey } from "../../../src/core/organization.ts";
import type { Clients } from "../connection/clients.ts";
import { heardBySchema, type Who } from "../payloads.ts";
import type { Identities } from "../people/identity.ts";
import { type ReplyRoutes, type Show, tell } from "../replies/replies.ts";
import { callerOf, type Installation } from "./callers.ts";

/** What every listener works with. */
export type HandlerDeps = Show & {
  readonly inbox: Inbox;
  readonly clients: Clients;
  readonly identities: Identities;
  /** The organization's key for an installation's team. */
  readonly organizationOf: (team: string) => OrganizationKey;
  /** Slack says that the app was taken out of a workspace. */
  readonly uninstalled: (team: string) => Promise<void>;
};

/** The installation that heard it, as our own `authorize` found it. @throws when Bolt skipped that. */
export const installationOf = (context: Context): Installation => defined(heardBySchema.parse(context).installation);

export const hear = (deps: HandlerDeps, who: Who, installation: Installation, place?: Place): Caller =>
  callerOf(who, installation, deps.organizationOf(installation.team), place);

/** What a person just did shows on their own page too. Where Slack can't now, it does when the page is next opened. */
export const refreshPage = async ({ inbox, log }: HandlerDeps, caller: Caller): Promise<void> => {
  try {
    await inbox.homeOpened(caller);
  } catch (error) {
    log.warn({ err: error }, "a person's own page could not be brought in line");
  }
};

/** A defect: logged once, under a reference that the person is told too. */
export const defect = ({ log, newReference }: HandlerDeps, error: unknown, what: string): string => {
  const reference = newReference();
  log.error({ err: error, reference, what }, "a request from Slack failed");
  return reference;
};

/**
 * Tells Slack that it was heard. @returns whether Slack took it: when 3 seconds have passed it has given up, and shows an error.
 * What was done is saved all the same, so the person must be told another way.
 */
export const heard = async ({ log }: HandlerDeps, what: string, ack: () => Promise<void>): Promise<boolean> => {
  try {
    await ack();
    return true;
  } catch (error) {
    log.warn({ err: error, what }, "Slack had stopped waiting for an answer; it is shown all the same");
    return false;
  }
};

/**
 * Carries out a press and acks after it, however it went: Slack would otherwise hang for three seconds and then blame
 * the app. `show` runs after the ack, also where that came too late.
 */
export const answered = async <Result>(
  deps: HandlerDeps,
  what: string,
  press: {
    carryOut: () => Promise<Result>;
    ack: () => Promise<void>;
    show: (result: Result) => Promise<unknown>;
    routes: () => ReplyRoutes;
  },
): Promise<void> => {
  let result: Result;
  try {
    result = await press.carryOut();
  } catch (error) {
    const reference = defect(deps, error, what);
    await heard(deps, what, press.ack);
    await tell(press.routes(), failureWords(error, reference), deps);
    return;
  }
  await heard(deps, what, press.ack);
  await press.show(result);
};

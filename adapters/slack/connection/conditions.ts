import type { Degraded } from "../../../src/app/degraded.ts";
import type { Instant } from "../../../src/core/time.ts";

/** What isn't as it should be between Slack and us, for the operator: on `/readyz` and as a gauge until it is over. */

/** Each with what to do about it. `said` is Slack's own word for it, or ours; `count` in how many workspaces. */
const rows = {
  "slack-unreachable": ({ said }: Told) =>
    `Slack can't be reached (${said}): messages wait, and go out when it answers. It is asked again every 30 seconds.`,
  "slack-socket-lost": ({ said }: Told) =>
    `The socket to Slack is lost (${said}): presses, forms and events don't arrive. It is opened again every 30 seconds at least. If this lasts, check SLACK_APP_TOKEN and that this machine reaches Slack.`,
  "slack-token-refused": ({ said, count }: Told) =>
    `Slack refuses the bot's token${inWorkspaces(count)} (${said}): nothing can be sent. Copy it anew from the app's "OAuth & Permissions" page, or reinstall the app.`,
  "slack-token-not-renewed": ({ said, count }: Told) =>
    `Slack didn't renew the bot's token${inWorkspaces(count)} (${said}): when the old one ends, nothing can be sent. If this lasts, have the app installed again there.`,
  "slack-events-dropped": () =>
    "Slack has dropped events within the last hour, because it sent more of them than it allows (app_rate_limited). What people did on their own page or wrote to the bot then may not have arrived.",
} as const;

export type Condition = keyof typeof rows;
type Told = { readonly said: string; readonly count: number };
type Since = { readonly said: string; readonly until: Instant | undefined };

const inWorkspaces = (count: number): string => (count > 1 ? ` in ${count} workspaces` : "");

export type Conditions = {
  /** @param where a workspace, where it is one's own. @returns whether it is news. */
  set(condition: Condition, said: string, more?: { readonly where?: string; readonly until?: Instant }): boolean;
  /** @returns whether it was so. */
  clear(condition: Condition, where?: string): boolean;
  list(): readonly Degraded[];
};

// as: Object.keys forgets the names it was given
const all = Object.keys(rows) as Condition[];

export const createConditions = (now: () => Instant): Conditions => {
  const known = new Map<Condition, Map<string, Since>>();
  const placesOf = (condition: Condition): Map<string, Since> => {
    const places = known.get(condition) ?? new Map<string, Since>();
    known.set(condition, places);
    return places;
  };
  return {
    set: (condition, said, { where = "", until } = {}) => {
      const places = placesOf(condition);
      const isNews = places.get(where)?.said !== said;
      places.set(where, { said, until });
      return isNews;
    },
    clear: (condition, where = "") => placesOf(condition).delete(where),
    list: () =>
      all.flatMap((cause) => {
        const current = [...placesOf(cause).values()].filter(({ until }) => until === undefined || now() < until);
        const [first] = current;
        return first ? [{ cause, words: rows[cause]({ said: first.said, count: current.length }) }] : [];
      }),
  };
};

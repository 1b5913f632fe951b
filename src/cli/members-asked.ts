import { setTimeout as pass } from "node:timers/promises";
import { memberDoubts } from "../app/people/members-found.ts";
import { withTimeout } from "../app/with-timeout.ts";
import type { Config } from "../config.ts";
import type { Member } from "../core/members.ts";
import type { Protocol } from "../core/protocol.ts";
import { instant } from "../core/time.ts";
import { createLog } from "../log.ts";
import { onlyOrganization, platformsToAsk } from "../platforms.ts";
import { doubtWords, type MemberDoubt } from "../views/words/member-doubt.ts";

/** `amends check`: whether somebody answers to each member that the protocol names. */

/** A platform's "no" is asked for again, for as long as a person at a terminal waits gladly; Slack's on an address counts after 10 s. */
const usualPauses = [2_000, 4_000, 5_000];
const mostMillis = 20_000;

const isNamed = ({ is }: Member): boolean => is !== "everyone" && is !== "admins";

/** The lines of the section. Empty where the protocol names nobody. @param pausesMillis before what wasn't found is asked for again. */
export async function membersAsked(
  config: Config,
  protocol: Protocol,
  pausesMillis: readonly number[] = usualPauses,
): Promise<readonly string[]> {
  const named = protocol.roles.flatMap(({ members }) => members.filter(isNamed));
  if (named.length === 0) return [];
  if (config.slack === undefined || config.slack.mode === "oauth")
    return [
      "Who the protocol names couldn't be looked up from here. Someone with a higher role learns it by the running Amends' help.",
    ];
  const clock = { now: () => instant(Date.now()) };
  const pauses = [...pausesMillis];
  const asked = memberDoubts(protocol, {
    ...platformsToAsk({ config, protocol: () => protocol, clock, log: createLog({ level: "silent" }) }),
    organization: onlyOrganization,
    again: () => {
      const pause = pauses.shift();
      return pause === undefined ? undefined : pass(pause);
    },
  });
  return withTimeout(mostMillis, asked).then(memberLines, () => [
    `Slack didn't answer within ${mostMillis / 1000} seconds, so nobody was looked up.`,
  ]);
}

const onTeams = ({ member }: MemberDoubt): boolean => member.is === "person" && member.platform === "teams";

/** What is said of them: nothing of those who were found. */
export function memberLines(doubts: readonly MemberDoubt[]): readonly string[] {
  if (doubts.length === 0) return ["All who are named were found."];
  const here = doubts.filter((doubt) => !onTeams(doubt));
  return [
    ...here.map(doubtWords),
    ...(here.length < doubts.length
      ? ["Members on Teams can only be looked up by the running Amends; its help names those it didn't find."]
      : []),
  ];
}

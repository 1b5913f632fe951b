import type { CaseId, Place } from "../../core/case.ts";
import type { OrganizationKey } from "../../core/organization.ts";
import { surfaceName } from "../../core/surface.ts";
import { duration, type Instant, isFresh } from "../../core/time.ts";
import type { Degraded } from "../degraded.ts";
import type { Log } from "../log.ts";
import { laneOf } from "../messages/destinations.ts";
import { unlessNewer } from "../newer-case.ts";
import type { Clock, NewJob, Store } from "../ports.ts";

/**
 * Channels with our messages in which nothing can be posted any more. The operator hears of each, and every open case whose card
 * is there is brought in line: its delivery finds the place lost and goes on in the cases channel (`guard.ts`).
 */
export type LostPlaces = {
  /** Never rejects: what can't be looked up now, the next delivery there finds out again. */
  note(organization: OrganizationKey, place: Place, reason: string): Promise<void>;
  /** What is denied there now is no passing "no": the platform said by itself that the place is lost, or it lasted. */
  isLost(place: Place): boolean;
  /** It can be posted there (again): the next "no" may be a passing one. */
  worked(place: Place): void;
  degraded(): readonly Degraded[];
};

/** So long the operator is told, and it isn't said again. */
const toldFor = duration(24 * 3_600_000);
/** More are counted, not named. */
const mostNamed = 3;

const platformNames = { slack: "Slack", teams: "Teams", sandbox: "The sandbox" } as const;

type Lost = { readonly place: Place; readonly reason: string; readonly at: Instant; readonly works?: true };
type Parts = { readonly store: Store; readonly clock: Clock; readonly log: Log; readonly wake: () => void };

export function createLostPlaces({ store, clock, log, wake }: Parts): LostPlaces {
  const lost = new Map<string, Lost>();
  const keyOf = ({ platform, workspace, channel }: Place): string => [platform, workspace, channel].join(" ");
  /** Of this place, as far as it holds. */
  const standing = (place: Place): Lost | undefined => {
    const found = lost.get(keyOf(place));
    return found && !found.works && isFresh(found.at, clock.now(), toldFor) ? found : undefined;
  };

  async function look(organization: OrganizationKey, place: Place, reason: string): Promise<void> {
    const { platform, workspace, channel } = place;
    const now = clock.now();
    for (const [other, { at }] of lost) if (!isFresh(at, now, toldFor)) lost.delete(other);
    if (standing(place)) return;
    const ids = await store.casesShownIn(organization, place);
    // None of ours is there: a complaint was flagged where the bot isn't, and its case never was there.
    if (ids.length === 0) return;
    const jobs = await Promise.all(ids.map((id) => cardOf(organization, id)));
    await store.enqueue(organization, jobs.flat(), now);
    lost.set(keyOf(place), { place, reason, at: now });
    log.warn(
      { platform, workspace, channel, reason, cases: ids.length },
      "nothing can be posted in this channel any more; its open cases go on in channels.cases, else with their owners",
    );
    wake();
  }

  async function cardOf(organization: OrganizationKey, id: CaseId): Promise<readonly NewJob[]> {
    const kase = await unlessNewer(store.findCase(organization, { id }), () => undefined);
    return kase ? [{ caseId: id, surface: surfaceName({ kind: "case" }), lane: laneOf({ to: "home" }, kase) }] : [];
  }

  return {
    note: async (organization, place, reason) => {
      try {
        await look(organization, place, reason);
      } catch (error) {
        log.error({ err: error, reason }, "the cases of a channel that is lost could not be found now");
      }
    },
    isLost: (place) => standing(place) !== undefined,
    worked: (place) => {
      const found = standing(place);
      if (found) lost.set(keyOf(place), { ...found, works: true });
    },
    degraded: () => {
      const now = clock.now();
      const told = [...lost.values()].filter(({ at }) => isFresh(at, now, toldFor));
      const named = told
        .slice(0, mostNamed)
        .map(({ place: { platform, channel } }) => `${platformNames[platform]} ${channel}`);
      const more = told.length > mostNamed ? ` and ${told.length - mostNamed} more` : "";
      return told.length === 0
        ? []
        : [
            {
              cause: "channels-lost",
              words: `Nothing can be posted any more in ${named.join(", ")}${more}: archived, deleted, or the bot was taken out. Their open cases go on in channels.cases, else with their owners. To have new ones there again, open the channel and invite the bot.`,
            },
          ];
    },
  };
}

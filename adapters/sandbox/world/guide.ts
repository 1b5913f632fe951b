import type { CaseId } from "../../../src/core/case.ts";
import type { EventType } from "../../../src/core/events.ts";
import { cardMessageOf, casesIn, threadOf } from "./cases-in-view.ts";
import { firstChannel } from "./cast.ts";
import { addressOf } from "./reader.ts";
import type { Records } from "./upcoming.ts";
import type { World } from "./world.ts";

/** The first-run guide: one recovery, step by step. Where it stands is read from the log of the case that has got furthest. */

export type GuideStep = {
  readonly title: string;
  readonly words: string;
  readonly who: string;
  readonly where: string;
};
export type Guide = { readonly steps: readonly GuideStep[]; readonly at: number };

type Place = "complaint" | "case" | "customer";
type Row = {
  readonly title: string;
  readonly words: string;
  readonly who: string;
  readonly place: Place;
  /** Any of these in the log is the step done. */
  readonly done: readonly EventType[];
};

const rows: readonly Row[] = [
  {
    title: "Flag the complaint",
    words:
      "You are Sam, at the front desk. Point at Carla's message about room 214, choose “Flag complaint”, pick a failure type, and open the case.",
    who: "sam",
    place: "complaint",
    done: ["flagged"],
  },
  {
    title: "Take ownership",
    words: "Customers read along in that channel, so the case is in #cases. Open its thread and put your name on it.",
    who: "sam",
    place: "case",
    done: ["owned", "assigned"],
  },
  {
    title: "Acknowledge",
    words: "This is the clock that matters most. Carla hears by direct message that you have it.",
    who: "sam",
    place: "case",
    done: ["acknowledged"],
  },
  {
    title: "Apologize",
    words: "Start from the draft and make it yours. Try “sorry if you felt…” to meet the coach.",
    who: "sam",
    place: "case",
    done: ["apologized"],
  },
  {
    title: "Find the root cause",
    words: "A word on why it happened. It is how the same failure stops coming back.",
    who: "sam",
    place: "case",
    done: ["root-cause-recorded"],
  },
  {
    title: "Offer a remedy",
    words: "Up to $50 is yours to give at once. Offer a refund of $120 to see a manager asked.",
    who: "sam",
    place: "case",
    done: ["remedy-proposed", "remedy-granted", "remedy-waived"],
  },
  {
    title: "Decide as a manager",
    words: "Be Ann now. She was mentioned in the thread, and one press decides.",
    who: "ann",
    place: "case",
    done: ["remedy-granted", "remedy-declined", "remedy-waived"],
  },
  {
    title: "Resolve it",
    words: "Back to Sam. Say what was done; from now on the customer has the word.",
    who: "sam",
    place: "case",
    done: ["resolved"],
  },
  {
    title: "Skip ahead to the survey",
    words: "Use “Skip ahead” above until Carla is asked how it went, two days from now.",
    who: "sam",
    place: "case",
    done: ["survey-sent"],
  },
  {
    title: "Answer as the customer",
    words: "Be Carla. Press 1 or 2 in her message from Amends to see a case come back with a more senior owner.",
    who: "carla",
    place: "customer",
    done: ["survey-answered", "survey-expired"],
  },
];

/** Among the last few cases: a second complaint flagged on the way doesn't lead back to the beginning. */
const mostCases = 5;

type Progress = { readonly caseId: CaseId; readonly at: number };

async function furthest(world: World, records: Records): Promise<Progress | undefined> {
  const all = await Promise.all(
    casesIn(world.messages())
      .slice(-mostCases)
      .map(async (caseId) => {
        const log = await records.events(world.organization(), caseId);
        const happened = new Set(log.map(({ event }) => event.type));
        const open = rows.findIndex(({ done }) => !done.some((type) => happened.has(type)));
        const at = open < 0 ? rows.length : open;
        // A case that was closed on the way leads nowhere.
        return { caseId, at: happened.has("closed") && open >= 0 ? 0 : at };
      }),
  );
  return all.reduce<Progress | undefined>(
    (best, each) => (each.at > 0 && each.at >= (best?.at ?? 0) ? each : best),
    undefined,
  );
}

export async function readGuide(world: World, records: Records, inspect = false): Promise<Guide> {
  const progress = await furthest(world, records);
  const card = progress && cardMessageOf(world.messages(), progress.caseId);
  const where = (row: Row): string => {
    const who = { id: row.who };
    switch (row.place) {
      case "complaint":
        return addressOf(who, firstChannel, { inspect });
      case "case":
        return card
          ? addressOf(who, card.channel, { thread: threadOf(card), inspect })
          : addressOf(who, "cases", { inspect });
      case "customer":
        return addressOf(who, `dm-${row.who}`, { inspect });
    }
  };
  return {
    at: progress?.at ?? 0,
    steps: rows.map((row) => ({ title: row.title, words: row.words, who: row.who, where: where(row) })),
  };
}

import type { Urgency } from "../app/urgency.ts";

/** Who wants a place. Those with the same `share` (a case) wait for the same row sooner or later, so few of them need places. */
export type Wish = { readonly urgency: Urgency; readonly share?: string | undefined };

export type Places = {
  /** Resolves, once there is room, to what gives the place back. */
  take(wish: Wish): { readonly taken: Promise<() => void>; readonly giveUp: (reason: Error) => void };
  readonly inUse: () => number;
  readonly waiting: () => number;
  /** Turns away whoever waits. */
  close(reason: Error): void;
};

type Waiting = {
  readonly wish: Wish;
  readonly admit: (give: () => void) => void;
  readonly turnAway: (reason: Error) => void;
};

/**
 * The pool's places, handed out in the order of asking with a fair share for each: neither people nor the background may hold
 * all of them, so that neither is starved by the other, and one case never holds more than a fifth, so that one locked row
 * costs the presses on that case alone.
 */
export function createPlaces(most: number): Places {
  const keptForOthers = Math.max(1, Math.floor(most / 4));
  const mostOf: Readonly<Record<Urgency, number>> = {
    person: Math.max(1, most - keptForOthers),
    background: Math.max(1, most - keptForOthers),
    check: most,
    operator: most,
  };
  const mostOfShare = Math.max(1, Math.floor(most / 5));
  const held = { person: 0, background: 0, check: 0, operator: 0 };
  const shares = new Map<string, number>();
  const waiting = new Set<Waiting>();
  const inUse = () => held.person + held.background + held.check + held.operator;

  const hasRoom = ({ urgency, share }: Wish): boolean =>
    inUse() < most &&
    held[urgency] < mostOf[urgency] &&
    (share === undefined || (shares.get(share) ?? 0) < mostOfShare);

  const count = ({ urgency, share }: Wish, by: 1 | -1): void => {
    held[urgency] += by;
    if (share === undefined) return;
    const left = (shares.get(share) ?? 0) + by;
    if (left > 0) shares.set(share, left);
    else shares.delete(share);
  };

  const admitAll = (): void => {
    for (const one of waiting) {
      if (inUse() >= most) return;
      if (!hasRoom(one.wish)) continue;
      waiting.delete(one);
      one.admit(hold(one.wish));
    }
  };

  const hold = (wish: Wish) => {
    count(wish, 1);
    return () => {
      count(wish, -1);
      admitAll();
    };
  };

  return {
    take(wish) {
      let giveUp: (reason: Error) => void = () => {};
      const taken = new Promise<() => void>((admit, turnAway) => {
        const one = { wish, admit, turnAway };
        giveUp = (reason) => {
          if (waiting.delete(one)) turnAway(reason);
        };
        waiting.add(one);
        admitAll();
      });
      return { taken, giveUp };
    },
    inUse,
    waiting: () => waiting.size,
    close(reason) {
      for (const { turnAway } of waiting) turnAway(reason);
      waiting.clear();
    },
  };
}

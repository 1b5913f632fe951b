import type { Case } from "../../core/case.ts";
import { defined } from "../../core/defined.ts";
import type { Platform } from "../../core/people.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Surface } from "../../core/surface.ts";
import type { Card } from "../../views/elements.ts";
import type { Mentions } from "../people/mentions.ts";
import { namesFor } from "../people/names.ts";
import type { Clock, MessageRef, Store } from "../ports.ts";
import type { Destination } from "./destinations.ts";
import { destinationOf, lastWord, mentionedRole, show } from "./surfaces.ts";

export type CustomerLink = (kase: Case) => Promise<string | undefined>;

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly protocol: () => Protocol;
  readonly mentions: Mentions;
  readonly customerLink: CustomerLink;
};

/** `isLastWord`: the matter is settled, and the card only says so where its message is already. */
export type Drawn = { readonly card: Card; readonly isLastWord: boolean };

/**
 * What a surface of a case shows now; undefined where the case has nothing to show there. `there` is the message that already
 * shows it: one whose matter is settled says so.
 */
export type Draw = (kase: Case, surface: Surface, there?: MessageRef) => Promise<Drawn | undefined>;

export function createDraw({ store, clock, protocol, mentions, customerLink }: Parts): Draw {
  return async (kase, surface, there) => {
    const to = destinationOf(surface, kase);
    if (!to && !there) return undefined;
    const rules = protocol();
    const role = mentionedRole(surface, kase, rules);
    // Those who can be mentioned where it is read: the reader's platform, which for a copy isn't the case's.
    const { platform, workspace } = there?.place ?? (to?.to === "staff" ? to.person : kase.home);
    const mentioned = role ? await mentions(kase.workspace, platform, workspace, role) : [];
    const link = await customerLink(kase);
    // A customer may not know who a mention is; a colleague's platform does.
    const nameOf = await namesFor(store, kase, to?.to === "customer" ? undefined : platform);
    const context = { protocol: rules, now: clock.now(), mentions: mentioned, nameOf, ...defined({ link }) };
    const card = show(surface, kase, context);
    if (card) return { card, isLastWord: !to };
    const last = there && lastWord(surface, kase, context);
    return last && { card: last, isLastWord: true };
  };
}

export const platformOf = (kase: Case, to: Destination): Platform =>
  (to.to === "home" ? undefined : to.person?.platform) ?? kase.home.platform;

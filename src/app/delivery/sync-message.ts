import type { Case, Place } from "../../core/case.ts";
import type { Protocol } from "../../core/protocol.ts";
import type { Surface } from "../../core/surface.ts";
import { pressesOn } from "../../views/presses.ts";
import type { Destination } from "../messages/destinations.ts";
import type { Draw, Drawn } from "../messages/draw.ts";
import { isSaidOnce } from "../messages/surfaces.ts";
import type { Chats } from "../people/identities.ts";
import { UnansweredLookupError } from "../people/mentions.ts";
import type { Denied, MessageRef, Sent, Store } from "../ports.ts";
import { believedAfter } from "../standing-denials.ts";
import { isBelieved, type Lasted } from "./denials.ts";
import { guarded, isExposed } from "./guard.ts";
import type { LostPlaces } from "./lost-places.ts";
import { send } from "./send.ts";

type Parts = {
  readonly store: Pick<Store, "messageRef">;
  readonly chats: Chats;
  readonly draw: Draw;
  readonly protocol: () => Protocol;
  readonly lostPlaces: Pick<LostPlaces, "note" | "isLost" | "worked">;
};

type Message = {
  readonly surface: Surface;
  readonly kase: Case;
  readonly to: Destination;
  /** Where it is already. */
  readonly there: MessageRef | undefined;
  readonly lasted: Lasted;
};

/** `presses`: what its buttons now ask for. `of`: what was tried last. */
type Shown = { readonly sent: Sent; readonly of: Denied["of"]; readonly presses: string };

/**
 * One message: drawn as the case is now, changed where it is already there, else sent. Never to where outsiders can read what
 * is the team's. One that can't be changed is sent anew only once that is believed. @returns undefined where the case has nothing
 * to show there any more.
 */
export async function syncMessage(
  { store, chats: all, draw, protocol, lostPlaces }: Parts,
  { surface, kase, to, there, lasted }: Message,
): Promise<Shown | undefined> {
  const drawn = await tryToDraw(() => draw(kase, surface, there));
  if (!drawn) return undefined;
  if ("ok" in drawn) return { sent: drawn, of: "send", presses: "" };
  const { card, isLastWord } = drawn;
  const presses = pressesOn(card);
  let of: Denied["of"] = there ? "change" : "send";
  const sent = (answer: Sent): Shown => ({ sent: answer, of, presses });
  const lost = new Map<string, { place: Place; reason: string }>();
  const noteLost = (place: Place, reason: string) => void lost.set(place.channel, { place, reason });
  const around = { kase, lasted, lost: noteLost, isLost: lostPlaces.isLost, worked: lostPlaces.worked };
  const chats = to.to === "customer" ? all : guarded(all, protocol(), around);
  const answer = await tryToSend();
  // Only now: it looks for the cases whose card is there, and this one's still is.
  for (const { place, reason } of lost.values()) await lostPlaces.note(kase.workspace, place, reason);
  return answer;

  async function tryToSend(): Promise<Shown> {
    try {
      const updated = there && (await chats[there.place.platform]?.update(there, card));
      const isGone = updated && isBelieved(updated, lasted.change, believedAfter.end);
      if (updated && (updated.ok || updated.why !== "unreachable" || !isGone)) return sent(updated);
      // What was said once, and a last word, are no news: where the message is gone, they aren't said anew.
      const isSaid = (isSaidOnce(surface) && !isExposed(updated)) || (presses === "" && isLastWord);
      if (there && isSaid) return sent({ ok: true, ref: there });
      of = "send";
      const cardRef = surface.kind === "case" ? undefined : await store.messageRef(kase.id, "case");
      return sent(await send(chats, kase, to, card, cardRef, lasted.send));
    } catch (error) {
      return sent({ ok: false, why: "later", reason: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** A card that can't be drawn is a defect that trying again won't mend, and must not hold up its conversation. */
async function tryToDraw(
  draw: () => Promise<Drawn | undefined>,
): Promise<Drawn | Extract<Sent, { ok: false }> | undefined> {
  try {
    return await draw();
  } catch (error) {
    if (error instanceof UnansweredLookupError) return { ok: false, why: "later", reason: error.message };
    const reason = `it can't be drawn: ${error instanceof Error ? error.message : error}`;
    return { ok: false, why: "broken", reason, sure: true };
  }
}

import type { Case, Place } from "../../core/case.ts";
import type { Protocol } from "../../core/protocol.ts";
import { parseSurface, type Surface } from "../../core/surface.ts";
import type { Instant } from "../../core/time.ts";
import { pressesOn } from "../../views/presses.ts";
import type { NewJob, ShownMessage } from "../ports.ts";
import { laneOf } from "./destinations.ts";
import { destinationOf, lastWord, show } from "./surfaces.ts";

/**
 * Buttons die with what they ask for: of a case's messages, those whose buttons are no longer the case's, to be brought in
 * line. A message is touched only when its own buttons change, so a press costs an update for each matter that it
 * settles, and where two deliveries cross one more, which changes nothing.
 */
export function staleMessages(
  kase: Case,
  messages: readonly ShownMessage[],
  { protocol, now }: { readonly protocol: Protocol; readonly now: Instant },
): NewJob[] {
  // Who is mentioned changes no button.
  const context = { protocol, now, mentions: [] };
  return messages.flatMap(({ surface: name, presses }) => {
    // Every change brings the case's own card in line anyway; a request's copies follow the request (`approver-copies.ts`).
    const surface = parseSurface(name);
    if (!surface || surface.kind === "case" || (surface.kind === "copy" && surface.original.kind === "approval"))
      return [];
    const card = show(surface, kase, context) ?? lastWord(surface, kase, context);
    if (!card || pressesOn(card) === presses) return [];
    return [jobFor(kase, name, surface)];
  });
}

/** Where the case's card had to leave a place, so have the others that speak to the team: outsiders may read them there. */
export const messagesIn = (kase: Case, messages: readonly ShownMessage[], { platform, channel }: Place): NewJob[] =>
  messages.flatMap(({ surface: name, ref: { place } }) => {
    const surface = parseSurface(name);
    const isThere = place.platform === platform && place.channel === channel;
    return isThere && surface && surface.kind !== "case" && destinationOf(surface, kase)?.to !== "customer"
      ? [jobFor(kase, name, surface)]
      : [];
  });

const jobFor = (kase: Case, name: string, surface: Surface): NewJob => ({
  caseId: kase.id,
  surface: name,
  lane: laneOf(destinationOf(surface, kase) ?? { to: "home" }, kase),
});

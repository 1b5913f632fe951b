import type { Case, CaseId } from "../../core/case.ts";
import { samePerson } from "../../core/people.ts";
import { parseSurface, type Surface } from "../../core/surface.ts";
import type { Card } from "../../views/elements.ts";
import type { Draw } from "../messages/draw.ts";
import { destinationOf } from "../messages/surfaces.ts";
import { unlessNewer } from "../newer-case.ts";
import type { Caller, MessageRef } from "../ports.ts";
import { createPermissions, type PermissionsParts } from "./permissions.ts";

/**
 * What a pressed message shows now, to be drawn in its place at once for the one who pressed. Which message it was is the
 * client's word, so it counts only where the case has that message in that very conversation, and only for who may read it.
 */
export type CurrentCard = (caller: Caller, caseId: CaseId, ref: MessageRef) => Promise<Card | undefined>;

export function createCurrentCard(parts: PermissionsParts & { readonly draw: Draw }): CurrentCard {
  const { store, draw } = parts;
  const { identityOf, isStaff } = createPermissions(parts);

  async function mayRead(caller: Caller, kase: Case, surface: Surface): Promise<boolean> {
    const isTheirs = destinationOf(surface, kase)?.to === "customer" && samePerson(caller.person, kase.customer.person);
    return isTheirs || isStaff(await identityOf(caller));
  }

  return async (caller, caseId, ref) => {
    const kase = await unlessNewer(store.findCase(caller.organization, { id: caseId }), () => undefined);
    const name = kase && (await store.surfaceOf(kase.id, ref));
    const surface = name === undefined ? undefined : parseSurface(name);
    if (!kase || !surface || !(await mayRead(caller, kase, surface))) return undefined;
    return (await draw(kase, surface, ref))?.card;
  };
}

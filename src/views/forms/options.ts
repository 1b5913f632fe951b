import { type CloseOutcome, closeOutcomes, type LinkKind, linkKinds, type Told } from "../../core/case.ts";
import { type Severity, severities } from "../../core/protocol.ts";
import type { Option } from "../elements.ts";
import { linkLabels, outcomeLabels, severityLabels } from "../words/case-words.ts";
import type { FormContext } from "./form-context.ts";

/** The choices that several forms offer, and the way back from a chosen id to its type. */

export const severityOptions = (): readonly Option[] => severities.map((id) => ({ id, label: severityLabels[id] }));
export const outcomeOptions = (): readonly Option[] => closeOutcomes.map((id) => ({ id, label: outcomeLabels[id] }));
export const linkOptions = (): readonly Option[] => linkKinds.map((id) => ({ id, label: linkLabels[id] }));

const toldOption = {
  dm: { id: "dm", label: "Send by direct message" },
  elsewhere: { id: "elsewhere", label: "I already told them" },
} as const satisfies Record<Told, Option>;

/** A direct message is offered only where the customer can get one. */
export const toldOptions = ({ kase }: FormContext): readonly Option[] =>
  kase?.customer.person ? [toldOption.dm, toldOption.elsewhere] : [toldOption.elsewhere];

/** The value among the known ones. @throws Error for another, which reading a choice has already ruled out (a defect). */
function among<T extends string>(known: readonly T[], id: string): T {
  const found = known.find((value) => value === id);
  if (found === undefined) throw new Error(`not one of ${known.join(", ")}: ${id}`);
  return found;
}

export const severityOf = (id: string): Severity => among(severities, id);
export const outcomeOf = (id: string): CloseOutcome => among(closeOutcomes, id);
export const linkKindOf = (id: string): LinkKind => among(linkKinds, id);
export const toldOf = (id: string): Told => among(["dm", "elsewhere"], id);

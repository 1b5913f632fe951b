/** `12`, `#12` and `Case 12` are all case 12; more digits than these no counter will reach. */
const caseNumber = /^(?:case)?\s*(?:#\s*)?(\d{1,9})$/i;

/** Undefined for what is no number of a case. */
export const caseNumberOf = (typed: string): number | undefined =>
  Number(caseNumber.exec(typed)?.[1] ?? 0) || undefined;

import type { CaseHead } from "../store/heads.ts";
import type { Finding, LogCheck } from "../store/verify-log.ts";

import { shortHash } from "./decision-words.ts";
import { counted } from "./protocol-words/phrases.ts";

/** What `amends audit` says, line by line. */

/** What else a finding may mean, where its name doesn't tell. */
const meanings: { readonly [What in Finding["what"]]?: string } = {
  "words-altered": "the words beside the event aren't those it was written with",
  "words-missing": "words are missing, or were erased without saying so",
};

export function findingText({ what, organization, number, caseId, customer, seq, hash = "" }: Finding): string {
  if (what === "protocol-altered") return `${what}: ${shortHash(hash)} no longer holds the rules that were in force`;
  if (what === "protocol-missing") return `${what}: ${shortHash(hash)}, under which cases were changed, isn't kept`;
  const whose = customer === undefined ? `case ${number ?? caseId ?? "?"}` : `the record ${customer} of a customer`;
  const where = `${whose} in ${organization}${seq === undefined ? "" : `, event ${seq}`}`;
  const meaning = meanings[what];
  return `${what}: ${where}${meaning ? ` (${meaning})` : ""}`;
}

export function auditText({ cases, events, findings, erased, newer }: LogCheck): string {
  const outcome = findings.length === 0 ? "nothing altered" : counted(findings.length, "finding");
  const which = newer?.map(({ organization, number }) => `case ${number} in ${organization}`).join(", ");
  return [
    `${cases} cases, ${events} events, ${outcome}.`,
    ...(erased ? [`${counted(erased, "text")} erased.`] : []),
    ...(newer
      ? [`Written by a newer version, so that only the chain could be checked, not the case's state: ${which}.`]
      : []),
  ].join("\n");
}

/** One line per head: organization, case, events covered, hash. */
export const headsText = (heads: readonly CaseHead[]): string =>
  heads
    .map(
      ({ organization, number, version, head, replacedBy }) =>
        `${organization} case ${number}, ${counted(version, "event")}: ${head}${replacedBy ? ` (until its words were moved out of the log: ${replacedBy})` : ""}`,
    )
    .join("\n");

import { z } from "zod";
import type { ProtocolVersion } from "../app/ports.ts";
import { formatMoney, fromMajor, type Money } from "../core/money.ts";
import { personKey } from "../core/people.ts";
import type { Instant } from "../core/time.ts";
import type { Decision } from "../store/protocols.ts";
import { counted } from "./protocol-words/phrases.ts";

/** What `amends audit` says of decisions on remedies, and of the rules that they were made under. */

export const shortHash = (hash: string): string => hash.slice(0, 12);
const at = (time: Instant): string => {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? "a time that can't be read" : date.toISOString();
};

/** As far as a kept version says it, whichever release wrote it. */
const keptRulesSchema = z.object({
  currency: z.string(),
  roles: z.array(
    z.object({
      id: z.string(),
      label: z.string().optional(),
      limits: z.object({ perRemedy: z.union([z.number(), z.literal("unlimited")]) }),
    }),
  ),
});

function limitsText(rules: string): string {
  const kept = keptRulesSchema.safeParse(parsed(rules)).data;
  const unreadable = "its limits can't be read by this version";
  if (!kept) return unreadable;
  try {
    const each = kept.roles.map(({ id, label = id, limits: { perRemedy } }) =>
      perRemedy === "unlimited"
        ? `${label} any amount`
        : `${label} up to ${formatMoney(fromMajor(perRemedy, kept.currency))}`,
    );
    return `one remedy: ${each.join(", ")}`;
  } catch {
    // No amount, or no currency: somebody altered it, which the audit says.
    return unreadable;
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const versionText = ({ hash, file, since, release }: ProtocolVersion): string =>
  `${shortHash(hash)}, ${file ?? "built in"}, Amends ${release}, in force since ${at(since)}`;

/**
 * The versions, the newest first, how many decisions on remedies were made under each, and what each changed. No line where no
 * Amends ran with this database since versions are kept.
 */
export function protocolsText(versions: readonly ProtocolVersion[], made: readonly Decision[]): readonly string[] {
  if (versions.length === 0) return [];
  const under = (hash: string | undefined) => made.filter(({ protocol }) => protocol === hash).length;
  const before = under(undefined);
  return [
    `Decisions on remedies, by the protocol they were made under (each of them: amends audit --decisions):`,
    ...versions.flatMap((version) => [
      `  ${versionText(version)}: ${counted(under(version.hash), "decision")}; ${limitsText(version.rules)}.`,
      ...version.differences.map((line) => `    ${line}`),
    ]),
    ...(before > 0 ? [`  before versions were kept: ${counted(before, "decision")}`] : []),
  ];
}

/** One line per decision, with the limits of the version it was made under. */
export function decisionsText(made: readonly Decision[], versions: readonly ProtocolVersion[]): string {
  if (made.length === 0) return "No decision on a remedy was made yet.";
  const byHash = new Map(versions.map((version) => [version.hash, version]));
  return made
    .map(({ organization, number, seq, event, protocol }) => {
      const version = protocol === undefined ? undefined : byHash.get(protocol);
      const rule = version
        ? `${shortHash(version.hash)} (${version.file ?? "built in"}; ${limitsText(version.rules)})`
        : protocol === undefined
          ? "not noted yet then"
          : `${shortHash(protocol)} (not kept)`;
      return `case ${number} in ${organization}, event ${seq}, ${at(event.at)}: ${decisionText(event)}; protocol ${rule}`;
    })
    .join("\n");
}

function decisionText(event: Decision["event"]): string {
  const who = personKey(event.by);
  switch (event.type) {
    case "remedy-proposed":
      return `${what(event)} asked for by ${who}, ${counted(event.needed, "approval")} by ${event.role} needed`;
    case "remedy-approved":
      return `${event.remedy} approved${event.amount ? ` at ${formatMoney(event.amount)}` : ""} by ${who} as ${event.role}`;
    case "remedy-granted":
      return `${what(event)} granted on the authority of ${who}`;
    case "remedy-declined":
      return `${event.remedy} declined by ${who}`;
  }
}

const what = ({ remedy, label, amount }: { remedy: string; label: string; amount?: Money }): string =>
  `${remedy} ${label}${amount ? ` ${formatMoney(amount)}` : ""}`;

import { type Protocol, type Role, roleLabel } from "../../core/protocol.ts";
import { amountWords, counted, each, memberWords } from "./phrases.ts";

const limitWords = (protocol: Protocol, { limits }: Role): string => {
  const { perRemedy, perCustomer, perPerson } = limits;
  if (perRemedy === 0) return "nothing that costs money";
  return [
    perRemedy === "unlimited" ? "any amount" : `up to ${amountWords(protocol, perRemedy)} for one remedy`,
    ...(perCustomer
      ? [`up to ${amountWords(protocol, perCustomer.amount)} for one customer in any ${each(perCustomer.within)}`]
      : []),
    ...(perPerson
      ? [`up to ${amountWords(protocol, perPerson.amount)} by one person in any ${each(perPerson.within)}`]
      : []),
  ].join("; ");
};

/** What each role may grant at once, lowest authority first. */
export const grantLines = (protocol: Protocol): string[] => [
  ...protocol.roles.map((role) => `${roleLabel(role)} (${memberWords(role)}): ${limitWords(protocol, role)}.`),
  ...(protocol.roles.some(({ members }) => members.some(({ is }) => is === "everyone"))
    ? []
    : ["Only the people named here are staff; for everyone else the bot is closed."]),
];

const approvers = (protocol: Protocol, role: Role): string => {
  const top = protocol.roles.at(-1) === role;
  return `${counted(role.approvals, "approval")} by ${roleLabel(role)}${top ? "" : " or a higher role"}`;
};

/** Each step up the ladder: from which amount who approves. Roles whose limit covers nothing new have no step. */
export const approvalLines = (protocol: Protocol): string[] => {
  const lines: string[] = [];
  const [frontline] = protocol.roles;
  let covered = frontline ? frontline.limits.perRemedy : 0;
  for (const role of protocol.roles.slice(1)) {
    const { perRemedy } = role.limits;
    if (covered === "unlimited") break;
    if (perRemedy !== "unlimited" && perRemedy <= covered) continue;
    const upTo = perRemedy === "unlimited" ? "" : ` and up to ${amountWords(protocol, perRemedy)}`;
    lines.push(`Over ${amountWords(protocol, covered)}${upTo}: ${approvers(protocol, role)}.`);
    covered = perRemedy;
  }
  if (covered !== "unlimited") lines.push(`Over ${amountWords(protocol, covered)}: nobody may approve.`);
  return [...lines, "Nobody approves their own request."];
};

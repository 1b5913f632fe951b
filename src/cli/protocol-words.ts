import { type Platform, platforms } from "../core/people.ts";
import { type Protocol, severities } from "../core/protocol.ts";
import { listed } from "../views/words/rich.ts";
import { approvalLines, grantLines } from "./protocol-words/authority.ts";
import { hoursLines, quietLines } from "./protocol-words/hours.ts";
import { capital, counted, each, lengthWords } from "./protocol-words/phrases.ts";
import { unusedLines } from "./protocol-words/unused.ts";
import { protocolWarnings } from "./protocol-words/warnings.ts";

export { protocolWarnings } from "./protocol-words/warnings.ts";

/** What a protocol means in plain words, for `amends check`. One row per section. */

const clockLines = ({ clocks }: Protocol): string[] => {
  const lines = severities.map(
    (severity) =>
      `${capital(severity)}: acknowledge within ${lengthWords(clocks.acknowledge[severity])}, resolve within ${lengthWords(clocks.resolve[severity])}, and the customer hears from us at least every ${each(clocks.update[severity])}.`,
  );
  const wall = (["acknowledge", "resolve", "update"] as const).filter((name) => clocks[name].wall);
  return [
    ...lines,
    `An approval is due within ${lengthWords(clocks.approve)}; a granted remedy reaches the customer within ${lengthWords(clocks.deliver)}.`,
    wall.length === 0
      ? "All of this is working time; a day is a working day."
      : `This is working time, except wall time for: ${listed(wall)}. A working day counts as a day.`,
  ];
};

const nudgeLines = ({ nudges }: Protocol): string[] => [
  `A warning comes when ${Math.round(nudges.warnBefore * 100)}% of the time is left, to the owner; what is late is said in the case's thread, for all to help.`,
];

const surveyLines = ({ survey }: Protocol): string[] => [
  `Sent ${lengthWords(survey.after)} after the resolution, with one reminder ${lengthWords(survey.remindAfter)} later; it closes after ${lengthWords(survey.expireAfter)}.`,
  survey.reopenAtOrBelow === 0
    ? "No answer reopens a case."
    : `An overall answer of ${survey.reopenAtOrBelow === 1 ? "1" : `${survey.reopenAtOrBelow} or less`} (of 5) reopens the case with a more senior owner.`,
];

const platformNames: Record<Platform, string> = { slack: "Slack", teams: "Teams", sandbox: "sandbox" };
const placesOf = (channels: { readonly [P in Platform]?: string | undefined } | undefined): string[] =>
  platforms.flatMap((platform) =>
    channels?.[platform] === undefined ? [] : [`${platformNames[platform]} ${channels[platform]}`],
  );

const channelLines = ({ channels }: Protocol): string[] => {
  const cases = placesOf(channels.cases);
  return [
    "Into a thread where the complaint was made, unless outsiders can read there.",
    cases.length > 0 ? `Then: ${listed(cases)}.` : "Then: a direct message to whoever flagged it.",
  ];
};

const choiceLines = ({ failureTypes, rootCauses, remedies, playbooks }: Protocol): string[] => [
  `${counted(failureTypes.length, "failure type")}, ${counted(rootCauses.length, "root cause")}, ${counted(playbooks.length, "playbook")}.`,
  `Remedies: ${listed(remedies.map(({ label, costs }) => (costs ? label : `${label} (no cost)`)))}.`,
];

const sections: readonly {
  readonly title: string;
  readonly lines: (protocol: Protocol, file: unknown) => readonly string[];
}[] = [
  {
    title: "Organization",
    lines: ({ organization, currency, timezone, locale }) => [
      `${organization}; amounts in ${currency}, time zone ${timezone}, locale ${locale}.`,
    ],
  },
  { title: "Working hours", lines: hoursLines },
  { title: "Granted at once, without asking", lines: grantLines },
  { title: "Approvals", lines: approvalLines },
  { title: "Clocks", lines: clockLines },
  { title: "Nudges", lines: nudgeLines },
  { title: "Quiet hours", lines: quietLines },
  { title: "Survey", lines: surveyLines },
  { title: "Where cases go", lines: channelLines },
  { title: "Choices", lines: choiceLines },
  { title: "Worth a second look", lines: (protocol, file) => [...protocolWarnings(protocol), ...unusedLines(file)] },
];

/**
 * Several lines of text: a title per section, its lines indented. Sections with nothing to say are left out. `file` is what is
 * written in the protocol file, before defaults are filled in.
 */
export const describeProtocol = (protocol: Protocol, file?: unknown): string =>
  sections
    .map(({ title, lines }) => ({ title, lines: lines(protocol, file) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => [title, ...lines.map((line) => `  ${line}`)].join("\n"))
    .join("\n\n");

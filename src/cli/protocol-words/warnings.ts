import { type Member, uniqueMembers } from "../../core/members.ts";
import type { Platform } from "../../core/people.ts";
import { type Length, type Protocol, type Role, roleLabel, severities, wallMillis } from "../../core/protocol.ts";
import { amountWords, capital, lengthWords } from "./phrases.ts";

/** What is valid and likely a mistake. One row per kind of mistake; each gives whole sentences. */
type Row = (protocol: Protocol) => readonly string[];

const limit = (role: Role): number =>
  role.limits.perRemedy === "unlimited" ? Number.POSITIVE_INFINITY : role.limits.perRemedy;
const limitWords = (protocol: Protocol, role: Role): string =>
  role.limits.perRemedy === "unlimited" ? "any amount" : amountWords(protocol, role.limits.perRemedy);

const upsideDown: Row = (protocol) =>
  protocol.roles.flatMap((role, index) => {
    const above = protocol.roles[index + 1];
    if (!above || limit(role) <= limit(above)) return [];
    return [
      `${roleLabel(role)} may grant ${limitWords(protocol, role)}, but ${roleLabel(above)}, the next role up, only ${limitWords(protocol, above)}. Roles are listed lowest authority first.`,
    ];
  });

const outOfReach: Row = (protocol) => {
  const most = Math.max(...protocol.roles.map(limit));
  if (most === Number.POSITIVE_INFINITY) return [];
  return [
    `Nobody may grant more than ${amountWords(protocol, most)}, so a larger amount can't be offered or approved. Give the top role perRemedy: unlimited.`,
  ];
};

const nobody: Row = ({ roles }) =>
  roles
    .filter(({ members }) => members.length === 0)
    .map((role) => `${roleLabel(role)} has no members, so nobody can act in this role.`);

const adminsOnly: Row = (protocol) =>
  protocol.roles.flatMap((role, index) => {
    const below = protocol.roles[index - 1];
    if (!below || role.members.length === 0 || role.members.some(({ is }) => is !== "admins")) return [];
    return [
      `Only workspace admins and owners have the role ${roleLabel(role)}, so approvals over ${limitWords(protocol, below)} wait for them. Name the people who should decide.`,
    ];
  });

/** The only platform that a member can be on, where there is one. */
function platformOf(member: Member): Platform | undefined {
  switch (member.is) {
    case "person":
    case "group":
      return member.platform;
    case "everyone":
    case "admins":
    case "email":
      return undefined;
  }
}

const speaksOfTeams = ({ channels, roles }: Protocol): boolean =>
  channels.cases?.teams !== undefined ||
  roles.some(({ members }) => members.some((member) => platformOf(member) === "teams"));

const adminsOnTeams: Row = (protocol) =>
  protocol.roles.flatMap((role) =>
    speaksOfTeams(protocol) && role.members.some(({ is }) => is === "admins")
      ? [
          `${roleLabel(role)} lists "admins". Microsoft Teams doesn't tell a bot who owns a team, so on Teams that matches nobody. List these people by email address or as teams:<Entra object id> too.`,
        ]
      : [],
  );

/** Members that stand for one person each; of the others there may be any number. */
const isOnePerson: { readonly [Is in Member["is"]]: boolean } = {
  everyone: false,
  admins: false,
  email: true,
  person: true,
  group: false,
};

const tooFewApprovers: Row = ({ roles }) =>
  roles.flatMap((role, index) => {
    const able = uniqueMembers(roles.slice(index).flatMap(({ members }) => members));
    if (able.length === 0 || able.length >= role.approvals || !able.every(({ is }) => isOnePerson[is])) return [];
    return [
      `${roleLabel(role)} needs ${role.approvals} approvals, but only ${able.length} named at that level or above can give one.`,
    ];
  });

const powerless: Row = ({ roles: [frontline] }) =>
  frontline && limit(frontline) === 0
    ? [
        `${roleLabel(frontline)} may grant nothing without approval. Even a small limit lets the frontline put things right at once.`,
      ]
    : [];

const tightWindows: Row = (protocol) =>
  protocol.roles.flatMap((role) =>
    [role.limits.perCustomer, role.limits.perPerson].flatMap((window) => {
      if (!window || role.limits.perRemedy === "unlimited" || window.amount >= role.limits.perRemedy) return [];
      return [
        `${roleLabel(role)} may grant ${limitWords(protocol, role)} for one remedy, but only ${amountWords(protocol, window.amount)} within ${lengthWords(window.within)}, so the first limit is never reached.`,
      ];
    }),
  );

const longer = (a: Length, b: Length): boolean => wallMillis(a) > wallMillis(b);

const clockNames = ["acknowledge", "resolve", "update"] as const;

const slowerWhenWorse: Row = ({ clocks }) =>
  clockNames.flatMap((name) =>
    severities.flatMap((severity, index) => {
      const milder = severities[index + 1];
      if (!milder || !longer(clocks[name][severity], clocks[name][milder])) return [];
      return [
        `${capital(severity)} cases have more time (${name}: ${lengthWords(clocks[name][severity])}) than ${milder} ones (${lengthWords(clocks[name][milder])}).`,
      ];
    }),
  );

const lateAcknowledgement: Row = ({ clocks }) =>
  severities
    .filter(
      (severity) =>
        clocks.acknowledge.wall === clocks.resolve.wall &&
        longer(clocks.acknowledge[severity], clocks.resolve[severity]),
    )
    .map((severity) => `${capital(severity)} cases are due for acknowledgement later than for resolution.`);

const noTime: Row = ({ clocks }) =>
  [
    ...clockNames.flatMap((name) =>
      severities.map((severity) => ({ key: `clocks.${name}.${severity}`, length: clocks[name][severity] })),
    ),
    { key: "clocks.approve", length: clocks.approve },
    { key: "clocks.deliver", length: clocks.deliver },
  ]
    .filter(({ length }) => length.amount === 0)
    .map(({ key }) => `${key} leaves no time at all: it is late as soon as it starts.`);

const emptyQuiet: Row = ({ quietHours }) => {
  const [from, to] = quietHours.split("-");
  return quietHours !== "none" && from === to
    ? [`Quiet hours start when they end (${quietHours}), so there are none.`]
    : [];
};

const nowhereInside: Row = ({ channels }) =>
  channels.cases && Object.keys(channels.cases).length > 0
    ? []
    : [
        "No channels.cases: a complaint from a channel that outsiders can read is worked on in a direct message to whoever flagged it, where no colleague sees it.",
      ];

const rows: readonly Row[] = [
  upsideDown,
  outOfReach,
  nobody,
  adminsOnly,
  adminsOnTeams,
  tooFewApprovers,
  powerless,
  tightWindows,
  slowerWhenWorse,
  lateAcknowledgement,
  noTime,
  emptyQuiet,
  nowhereInside,
];

/** One sentence or two each; empty when nothing looks odd. */
export const protocolWarnings = (protocol: Protocol): string[] => rows.flatMap((row) => row(protocol));

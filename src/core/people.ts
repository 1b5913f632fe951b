import { z } from "zod";

export const platforms = ["slack", "teams", "sandbox"] as const;
export type Platform = (typeof platforms)[number];

/**
 * A person on one platform. `workspace` is the platform's own id of the workspace or tenant.
 * One human on two platforms is two of these, joined by email outside the core.
 */
export const personRefSchema = z.object({
  platform: z.enum(platforms),
  workspace: z.string().min(1),
  id: z.string().min(1),
});
export type PersonRef = z.infer<typeof personRefSchema>;

/**
 * The one spelling of a person's or group's id, so that ids are the same where their text is: Entra object ids are GUIDs, which
 * people write in either case; Teams' own ids (`29:…`) and those of other platforms are exact.
 */
export const canonicalId = (platform: Platform, id: string): string =>
  platform === "teams" && !id.includes(":") ? id.toLowerCase() : id;

/** Nothing more and nothing less than a person, told without a parser: for values that were parsed when they came in. */
export const isPersonRef = (value: object): value is PersonRef =>
  "platform" in value &&
  "workspace" in value &&
  "id" in value &&
  Object.keys(value).length === 3 &&
  platforms.some((platform) => platform === value.platform) &&
  typeof value.workspace === "string" &&
  value.workspace !== "" &&
  typeof value.id === "string" &&
  value.id !== "";

export const personKey = (person: PersonRef): string => `${person.platform}:${person.workspace}:${person.id}`;

/** The person that a key names; undefined for what is none, such as `clock`. */
export function parsePersonKey(key: string): PersonRef | undefined {
  const [named, workspace, ...id] = key.split(":");
  const platform = platforms.find((each) => each === named);
  return platform && workspace && id.length > 0 ? { platform, workspace, id: id.join(":") } : undefined;
}

export const samePerson = (a: PersonRef | undefined, b: PersonRef | undefined): boolean =>
  a !== undefined && b !== undefined && personKey(a) === personKey(b);

/** What the platform says of a person; from it `authority.ts` derives roles. */
export const identitySchema = z.object({
  person: personRefSchema,
  name: z.string(),
  email: z.string().exactOptional(),
  zone: z.string().exactOptional(),
  /** Platform groups the person is in, such as Slack user group ids. */
  groups: z.array(z.string()),
  /** Workspace admin or owner; in Teams a team owner. */
  admin: z.boolean(),
  /** Not of this organization: a guest, a stranger, someone from a connected workspace. */
  outsider: z.boolean(),
  /** Other platforms' refs of the same human, joined by email. */
  aliases: z.array(personRefSchema).default([]),
  /** Every address under which this human is or was known here, on whichever account. */
  emails: z.array(z.string()).exactOptional(),
  /** Why this account is nobody's to work or to buy with (any more); absent for a person's. */
  nobody: z.enum(["bot", "deactivated", "missing"]).exactOptional(),
  /** Whom the Enterprise Grid of their workspace takes them for, in whichever of its workspaces. */
  enterpriseUser: z.object({ enterprise: z.string(), id: z.string() }).exactOptional(),
});
export type Identity = z.infer<typeof identitySchema>;

/** All addresses of this human, as they are written. */
export const emailsOf = ({ email, emails = [] }: Identity): readonly string[] => [...(email ? [email] : []), ...emails];

/** The same human, also when one ref is on another platform. */
export const isSameHuman = (identity: Identity, person: PersonRef | undefined): boolean =>
  samePerson(identity.person, person) || identity.aliases.some((alias) => samePerson(alias, person));

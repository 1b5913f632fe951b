/** Who and what exists in the fake tenant: one row each. Tests speak of them by their keys (`sam`, `support`). */

export const tenant = "72f988bf-0000-4000-8000-2d7cd011db47";
export const otherTenant = "11111111-0000-4000-8000-2d7cd0110000";
export const appId = "5a5b0e2c-3c11-4c0e-9c3f-aa0c5b1d0001";
export const bot = { id: `28:${appId}`, name: "Amends" } as const;

export type TeamsUser = {
  readonly key: string;
  readonly id: string;
  readonly aadObjectId: string;
  readonly name: string;
  readonly email: string;
  readonly userPrincipalName: string;
  readonly tenantId: string;
  readonly userRole: "user" | "guest";
  readonly zone: string;
  /** The bot can open a chat with them. */
  readonly reachable: boolean;
};

const person = (key: string, number: number, name: string, more: Partial<TeamsUser> = {}): TeamsUser => {
  const email = `${key}@acme.example`;
  return {
    key,
    id: `29:1${key}-teams-id`,
    aadObjectId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`,
    name,
    email,
    userPrincipalName: email,
    tenantId: tenant,
    userRole: "user",
    zone: "America/New_York",
    reachable: true,
    ...more,
  };
};

const users: readonly TeamsUser[] = [
  person("sam", 1, "Sam Stone"),
  person("sue", 2, "Sue Reyes"),
  person("ann", 3, "Ann Lee"),
  person("ben", 4, "Ben Ortiz"),
  person("dina", 5, "Dina Cole"),
  // On Teams only: nobody by this address is on the fake Slack.
  person("tess", 8, "Tess Tanaka"),
  // A guest: their name in our directory is made of their own address.
  person("carla", 6, "Carla Diaz", {
    email: "carla@globex.example",
    userPrincipalName: "carla_globex.example#EXT#@acme.example",
    userRole: "guest",
  }),
  // A federated user: of another tenant, and met only in a chat that they began.
  person("gus", 7, "Gus Fring", {
    email: "gus@initech.example",
    userPrincipalName: "gus@initech.example",
    tenantId: otherTenant,
    reachable: false,
  }),
];

export type TeamsConversation = {
  readonly key: string;
  readonly id: string;
  readonly kind: "channel" | "groupChat" | "personal";
  readonly channelType?: "standard" | "private" | "shared";
  readonly members: readonly string[];
  readonly botIsIn: boolean;
};

const staff = ["sam", "sue", "ann", "ben", "dina", "tess"];
const conversations: readonly TeamsConversation[] = [
  {
    key: "support",
    id: "19:support@thread.tacv2",
    kind: "channel",
    channelType: "standard",
    members: staff,
    botIsIn: true,
  },
  {
    key: "cases",
    id: "19:cases@thread.tacv2",
    kind: "channel",
    channelType: "standard",
    members: staff,
    botIsIn: true,
  },
  {
    key: "globex",
    id: "19:globex@thread.tacv2",
    kind: "channel",
    channelType: "standard",
    members: [...staff, "carla"],
    botIsIn: true,
  },
  {
    key: "board",
    id: "19:board@thread.tacv2",
    kind: "channel",
    channelType: "private",
    members: ["ann"],
    botIsIn: false,
  },
  {
    key: "elsewhere",
    id: "19:elsewhere@thread.tacv2",
    kind: "channel",
    channelType: "standard",
    members: staff,
    botIsIn: false,
  },
];

export const cast = { users, conversations } as const;

export const entraIdOf = (key: string): string => users.find((user) => user.key === key)?.aadObjectId ?? "";

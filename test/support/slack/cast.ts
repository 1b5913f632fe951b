/** Who and what exists in the fake workspace: one row each. Tests speak of them by their keys (`sam`, `support`). */

export type SlackUser = {
  readonly key: string;
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly email: string;
  readonly tz: string;
  /** Workspace admin (and owner). */
  readonly admin?: boolean;
  /** A guest: `is_restricted`. */
  readonly guest?: boolean;
  /** Of another organization and in no channel with us. */
  readonly stranger?: boolean;
  readonly deleted?: boolean;
  readonly bot?: boolean;
  /** The Enterprise Grid's own id of them, whatever their id in one of its workspaces is. Shown where we are on Grid. */
  readonly gridId?: string | undefined;
};

export type SlackChannel = {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly private?: boolean;
  /** Shared with another organization: outsiders read and press there. */
  readonly extShared?: boolean;
  readonly archived?: boolean;
  /** The other person of a direct message with the bot. */
  readonly im?: string;
  /** User ids; the bot's own among them where it is in. */
  readonly members: readonly string[];
};

export type SlackGroup = {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly users: readonly string[];
};
export type SlackTeam = { readonly id: string; readonly domain: string; readonly name: string };

export const team: SlackTeam = { id: "T0ACME0001", domain: "acme", name: "Acme Travel" };
/** Another workspace of ours, on Enterprise Grid. */
export const secondTeam: SlackTeam = { id: "T0ACMEEU01", domain: "acme-europe", name: "Acme Travel Europe" };
export const enterprise = { id: "E0ACME0001", name: "Acme Group" } as const;
export const externalTeam: SlackTeam = { id: "T0GLOBEX01", domain: "globex", name: "Globex" };

export const app = {
  id: "A0AMENDS01",
  name: "Amends",
  botId: "B0AMENDS01",
  botUserId: "U0AMENDS01",
  botToken: "xoxb-0000000001-amends",
  clientId: "1111111111.2222222222",
  clientSecret: "client-secret-of-the-fake",
  /** Slack's old verification token, still in every payload. */
  verificationToken: "verification-token",
  command: "/amends",
  messageShortcut: "flag_complaint",
  globalShortcut: "open_complaint",
} as const;

export const leastScopes = ["commands", "chat:write", "im:write", "users:read", "users:read.email"] as const;
export const optionalScopes = ["channels:read", "groups:read", "usergroups:read"] as const;

const home = { teamId: team.id, tz: "America/New_York" };
const away = { teamId: externalTeam.id, tz: "America/Los_Angeles" };

export const users: readonly SlackUser[] = [
  { ...home, key: "amends", id: app.botUserId, name: app.name, email: "", bot: true },
  { ...home, key: "robo", id: "U0ROBO0001", name: "Robo", email: "", bot: true },
  { ...home, key: "sam", id: "U0SAM00001", name: "Sam Staff", email: "sam@acme.example" },
  { ...home, key: "sue", id: "U0SUE00001", name: "Sue Staff", email: "sue@acme.example", tz: "Europe/London" },
  { ...home, key: "ann", id: "U0ANN00001", name: "Ann Manager", email: "ann@acme.example" },
  { ...home, key: "ben", id: "U0BEN00001", name: "Ben Manager", email: "ben@acme.example", tz: "Europe/Berlin" },
  { ...home, key: "dina", id: "U0DINA0001", name: "Dina Director", email: "dina@acme.example" },
  { ...home, key: "ada", id: "U0ADA00001", name: "Ada Admin", email: "ada@acme.example", admin: true },
  { ...home, key: "gus", id: "U0GUS00001", name: "Gus Guest", email: "gus@guest.example", guest: true },
  { ...home, key: "dan", id: "U0DAN00001", name: "Dan Departed", email: "dan@acme.example", deleted: true },
  { ...away, key: "carla", id: "U0CARLA001", name: "Carla Customer", email: "carla@globex.example" },
  { ...away, key: "stan", id: "U0STAN0001", name: "Stan Stranger", email: "stan@globex.example", stranger: true },
];

const us = [app.botUserId, "U0SAM00001", "U0SUE00001", "U0ANN00001", "U0BEN00001", "U0DINA0001", "U0ADA00001"];
const withoutBot = us.filter((id) => id !== app.botUserId);

export const channels: readonly SlackChannel[] = [
  { key: "support", id: "C0SUPPORT1", name: "support", members: us },
  // A guest reads along, and so does a bot; somebody who left is still on its list.
  {
    key: "agency",
    id: "C0AGENCY01",
    name: "with-the-agency",
    members: [...us, "U0ROBO0001", "U0DAN00001", "U0GUS00001"],
  },
  { key: "cases", id: "C0CASES001", name: "cases", private: true, members: us },
  { key: "leads", id: "C0LEADS001", name: "leads", members: us },
  { key: "globex", id: "C0GLOBEX01", name: "globex-and-acme", extShared: true, members: [...us, "U0CARLA001"] },
  { key: "lounge", id: "C0LOUNGE01", name: "lounge", members: withoutBot },
  { key: "board", id: "C0BOARD001", name: "board", private: true, members: withoutBot },
  { key: "attic", id: "C0ATTIC001", name: "attic", archived: true, members: us },
];

export const groups: readonly SlackGroup[] = [
  { id: "S0MANAGERS", handle: "managers", name: "Managers", users: ["U0ANN00001", "U0BEN00001"] },
  { id: "S0DIRECTOR", handle: "directors", name: "Directors", users: ["U0DINA0001"] },
];

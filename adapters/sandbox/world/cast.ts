import type { Identity, PersonRef } from "../../../src/core/people.ts";
import type { Message } from "./world-state.ts";

/**
 * Who lives in the sandbox, and where they talk: a small hospitality group (a hotel with a shop, a booking app and a
 * clinic) and one of its customers, who shares a channel with it.
 */

export type Member = {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly kind: "staff" | "manager" | "director" | "customer";
  readonly email: string;
};

export const members: readonly Member[] = [
  { id: "sam", name: "Sam Rivera", title: "Front desk", kind: "staff", email: "sam@harborpine.example" },
  { id: "noor", name: "Noor Haddad", title: "Guest care", kind: "staff", email: "noor@harborpine.example" },
  { id: "ann", name: "Ann Chen", title: "Duty manager", kind: "manager", email: "ann@harborpine.example" },
  { id: "ben", name: "Ben Okafor", title: "Shop manager", kind: "manager", email: "ben@harborpine.example" },
  { id: "dina", name: "Dina Novak", title: "Director", kind: "director", email: "dina@harborpine.example" },
  { id: "carla", name: "Carla Mendes", title: "Customer", kind: "customer", email: "carla@mendesweber.example" },
  { id: "jonas", name: "Jonas Weber", title: "Customer", kind: "customer", email: "jonas@mendesweber.example" },
];

export const bot = { id: "amends", name: "Amends" } as const;

export type Channel = { readonly id: string; readonly topic: string; readonly shared: boolean };

/** The protocol of the sandbox sends cases to `cases` where outsiders could read along. */
export const channels: readonly Channel[] = [
  { id: "mendes-weber", topic: "Shared with Mendes & Weber Events: customers read along here", shared: true },
  { id: "front-desk", topic: "What guests tell us, passed on by the team", shared: false },
  { id: "cases", topic: "Complaints from shared channels are worked on here, among ourselves", shared: false },
];

export const memberOf = (id: string): Member | undefined => members.find((member) => member.id === id);
export const channelOf = (id: string): Channel | undefined => channels.find((channel) => channel.id === id);
export const isOutsider = ({ kind }: Member): boolean => kind === "customer";

/** A person's conversation with the bot. */
export const directChannel = (person: string): string => `dm-${person}`;
export const directPerson = (channel: string): Member | undefined =>
  channel.startsWith("dm-") ? memberOf(channel.slice("dm-".length)) : undefined;

export const mayRead = (member: Member, channel: string): boolean => {
  const dm = directPerson(channel);
  if (dm) return dm.id === member.id;
  const found = channelOf(channel);
  return found !== undefined && (found.shared || !isOutsider(member));
};

/** Not what only somebody else sees, in a channel that both read. */
export const maySee = (member: Member, { channel, onlyFor }: Pick<Message, "channel" | "onlyFor">): boolean =>
  mayRead(member, channel) && (onlyFor === undefined || onlyFor === member.id);

export const firstChannel = "mendes-weber";

export const refOf = (member: Pick<Member, "id">, workspace: string): PersonRef => ({
  platform: "sandbox",
  workspace,
  id: member.id,
});

/** The sandbox is only open to this machine's own people, so everyone's clock is this machine's. */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const identityOf = (member: Member, workspace: string): Identity => ({
  person: refOf(member, workspace),
  name: member.name,
  email: member.email,
  zone: localZone(),
  groups: [],
  admin: member.kind === "manager" || member.kind === "director",
  outsider: isOutsider(member),
  aliases: [],
});

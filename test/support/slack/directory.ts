import {
  channels as allChannels,
  groups as allGroups,
  users as allUsers,
  app,
  enterprise,
  externalTeam,
  type SlackChannel,
  type SlackGroup,
  type SlackUser,
  secondTeam,
  team,
} from "./cast.ts";
import { no } from "./refusal.ts";

/** A person or channel as tests name them: by key, by id, or the thing itself. */
export type Who = string | SlackUser;
export type Where = string | SlackChannel;

/** Why a bot's direct message is refused. The last two are said when posting, the others when opening. */
export type DirectMessageError =
  | "user_not_found"
  | "user_not_visible"
  | "user_disabled"
  | "cannot_dm_bot"
  | "messages_tab_disabled"
  | "restricted_action";

const saidWhenPosting: readonly DirectMessageError[] = ["messages_tab_disabled", "restricted_action"];

export type Directory = ReturnType<typeof createDirectory>;

/** People, channels and groups, and the rules of who may be written to. */
export const createDirectory = () => {
  const users = new Map(allUsers.map((user) => [user.id, user]));
  const channels = new Map(allChannels.map((channel) => [channel.id, channel]));
  const groups = new Map(allGroups.map((group) => [group.id, group]));
  const rules = new Map<string, DirectMessageError>();

  const findUser = (who: Who): SlackUser | undefined =>
    typeof who !== "string" ? who : (users.get(who) ?? [...users.values()].find((user) => user.key === who));
  const findChannel = (where: Where): SlackChannel | undefined =>
    typeof where !== "string"
      ? channels.get(where.id)
      : (channels.get(where) ?? [...channels.values()].find((channel) => channel.key === where));

  /** @throws when nobody is called that: a slip in the test. */
  const user = (who: Who): SlackUser => {
    const found = findUser(who);
    if (!found) throw new Error(`No such person in the fake workspace: ${String(who)}`);
    return found;
  };
  /** @throws when no channel is called that: a slip in the test. */
  const channel = (where: Where): SlackChannel => {
    const found = findChannel(where);
    if (!found) throw new Error(`No such channel in the fake workspace: ${String(where)}`);
    return found;
  };

  let isOnGrid = false;
  const isOutsider = (who: Who): boolean => {
    const { teamId } = user(who);
    return teamId !== team.id && !(isOnGrid && teamId === secondTeam.id);
  };
  const isMember = (where: Where, who: Who): boolean => channel(where).members.includes(user(who).id);
  /** Members; and of a public channel also everyone who may join it: not guests, not outsiders. */
  const canRead = (where: Where, who: Who): boolean => {
    const { private: hidden, im } = channel(where);
    return isMember(where, who) || (!hidden && im === undefined && !isOutsider(who) && !user(who).guest);
  };

  const change = (where: Where, changes: Partial<SlackChannel>): SlackChannel => {
    const changed = { ...channel(where), ...changes };
    channels.set(changed.id, changed);
    return changed;
  };

  const openRefusal = (found: SlackUser): DirectMessageError | undefined => {
    const rule = rules.get(found.id);
    if (rule) return saidWhenPosting.includes(rule) ? undefined : rule;
    if (found.bot) return "cannot_dm_bot";
    if (found.deleted) return "user_disabled";
    return found.stranger ? "user_not_visible" : undefined;
  };

  const directMessageId = (found: SlackUser): string => `D${found.id.slice(1)}`;

  return {
    team,
    externalTeam,
    app,
    users,
    channels,
    groups,
    user,
    channel,
    findUser,
    findChannel,
    isOutsider,
    isMember,
    canRead,
    teamOf: (who: Who) => [team, secondTeam].find(({ id }) => id === user(who).teamId) ?? externalTeam,
    /** From now on our workspace belongs to an Enterprise Grid, as `auth.test` and every payload say. */
    joinGrid: () => {
      isOnGrid = true;
    },
    enterprise: (): typeof enterprise | undefined => (isOnGrid ? enterprise : undefined),

    addUser: (added: SlackUser): SlackUser => {
      users.set(added.id, added);
      return added;
    },
    changeUser: (who: Who, changes: Partial<SlackUser>): SlackUser => {
      const changed = { ...user(who), ...changes };
      users.set(changed.id, changed);
      return changed;
    },
    addChannel: (added: SlackChannel): SlackChannel => {
      channels.set(added.id, added);
      return added;
    },
    changeChannel: change,
    join: (where: Where, who: Who) =>
      change(where, { members: [...new Set([...channel(where).members, user(who).id])] }),
    leave: (where: Where, who: Who) =>
      change(where, { members: channel(where).members.filter((id) => id !== user(who).id) }),
    addGroup: (added: SlackGroup) => groups.set(added.id, added),

    /** From now on the bot's direct messages to this person are refused like this. `undefined` lifts the rule. */
    refuseDirectMessages: (who: Who, error: DirectMessageError | undefined) => {
      if (error) rules.set(user(who).id, error);
      else rules.delete(user(who).id);
    },
    postingRefusal: (where: SlackChannel): DirectMessageError | undefined => {
      const rule = where.im === undefined ? undefined : rules.get(where.im);
      return rule && saidWhenPosting.includes(rule) ? rule : undefined;
    },

    directMessageId: (who: Who) => directMessageId(user(who)),
    /** Opens the bot's direct message with a person, once. @throws {SlackRefusal} where Slack lets no bot in. */
    openDirectMessage: (userId: string): { channel: SlackChannel; wasOpen: boolean } => {
      const found = users.get(userId) ?? no("user_not_found");
      const refusal = openRefusal(found);
      if (refusal) no(refusal);
      const id = directMessageId(found);
      const open = channels.get(id);
      if (open) return { channel: open, wasOpen: true };
      const opened: SlackChannel = {
        key: id,
        id,
        name: "directmessage",
        im: found.id,
        members: [app.botUserId, found.id],
      };
      channels.set(id, opened);
      return { channel: opened, wasOpen: false };
    },
  };
};

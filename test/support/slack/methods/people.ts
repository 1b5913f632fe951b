import type { SlackUser } from "../cast.ts";
import { no } from "../refusal.ts";
import type { Fields } from "../shapes.ts";
import type { World } from "../workspace.ts";
import { isOn, type Method, required } from "./method.ts";
import { pageOf } from "./pages.ts";

const offsetOf = (zone: string, at: number): number => {
  const name = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((part) => part.type === "timeZoneName")?.value;
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(name ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
};

/** What Enterprise Grid says of somebody of ours: one id for all of its workspaces. */
const gridJson = ({ gridId, teamId }: SlackUser, world: World): Fields => {
  const enterprise = world.enterprise();
  if (!enterprise || gridId === undefined) return {};
  const { id, name } = enterprise;
  return {
    enterprise_user: {
      id: gridId,
      enterprise_id: id,
      enterprise_name: name,
      is_admin: false,
      is_owner: false,
      teams: [teamId],
    },
  };
};

/** A user object. Emails need their own scope; deleted people have no zone; strangers show only their name. */
const userJson = (user: SlackUser, world: World, scopes: readonly string[]): Fields => {
  const [first = user.name, ...rest] = user.name.split(" ");
  const outside = user.teamId !== world.team.id;
  const email = scopes.includes("users:read.email") && user.email && !user.stranger ? { email: user.email } : {};
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.key,
    deleted: user.deleted ?? false,
    real_name: user.name,
    profile: {
      real_name: user.name,
      display_name: user.key,
      first_name: first,
      last_name: rest.join(" "),
      team: user.teamId,
      ...email,
    },
    is_bot: user.bot ?? false,
    is_app_user: false,
    updated: Math.floor(world.clock.now() / 1000),
    ...(user.deleted
      ? {}
      : {
          tz: user.tz,
          tz_label: user.tz,
          tz_offset: offsetOf(user.tz, world.clock.now()),
          is_admin: user.admin ?? false,
          is_owner: user.admin ?? false,
          is_primary_owner: false,
          is_restricted: user.guest ?? false,
          is_ultra_restricted: false,
        }),
    ...gridJson(user, world),
    ...(outside ? { is_stranger: user.stranger ?? false } : {}),
  };
};

const usergroupsRead = () => "usergroups:read";

export const peopleMethods: Readonly<Record<string, Method>> = {
  "users.info": {
    scope: () => "users:read",
    run: (args, { world, token }) => {
      const user = world.users.get(required(args, "user")) ?? no("user_not_found");
      return { user: userJson(user, world, token.scopes) };
    },
  },

  /** Everyone whom the workspace shows, page by page: bots, guests and people who left too. All at once is too much. */
  "users.list": {
    scope: () => "users:read",
    run: (args, { world, token }) => {
      if (args.limit === undefined) no("limit_required");
      const all = [...world.users.values()].filter(({ teamId }) => teamId === world.team.id);
      const { items, next } = pageOf(all, args, { usual: 0, most: 5 });
      return { members: items.map((user) => userJson(user, world, token.scopes)), response_metadata: next };
    },
  },

  /** Finds only living members of our own workspace: outsiders' addresses are not looked up. */
  "users.lookupByEmail": {
    scope: () => "users:read.email",
    run: (args, { world, token }) => {
      const email = required(args, "email").toLowerCase();
      const user = [...world.users.values()].find(
        (each) => each.email.toLowerCase() === email && each.teamId === world.team.id && !each.deleted,
      );
      return user ? { user: userJson(user, world, token.scopes) } : no("users_not_found");
    },
  },

  "usergroups.list": {
    scope: usergroupsRead,
    run: (args, { world }) => ({
      usergroups: [...world.groups.values()].map((group) => ({
        id: group.id,
        team_id: world.team.id,
        is_usergroup: true,
        name: group.name,
        handle: group.handle,
        is_external: false,
        date_delete: 0,
        auto_type: null,
        user_count: isOn(args.include_count) ? group.users.length : undefined,
        users: isOn(args.include_users) ? group.users : undefined,
      })),
    }),
  },

  "usergroups.users.list": {
    scope: usergroupsRead,
    run: (args, { world }) => ({
      users: (world.groups.get(required(args, "usergroup")) ?? no("no_such_subteam")).users,
    }),
  },
};

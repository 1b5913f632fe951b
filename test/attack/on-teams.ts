import { organizationKey } from "../../src/core/organization.ts";
import type { TeamsAcme } from "../support/teams/acme.ts";
import { cast, otherTenant } from "../support/teams/cast.ts";
import type { Delivered, Where } from "../support/teams/inbound.ts";
import { dialogIn } from "../support/teams/reading.ts";
import type { Message } from "../support/teams/world.ts";

/** What somebody may send who writes activities by hand; and what must not have come of it. */

const entraIdOf = (key: string): string => cast.users.find((user) => user.key === key)?.aadObjectId ?? "";

export const attackedProtocol = `
organization: Acme Travel
timezone: America/New_York
hours: always
quietHours: none
channels: { cases: { teams: "19:cases@thread.tacv2" } }
roles:
  - { id: staff, label: Staff, members: ["*"], limits: { perRemedy: 50 } }
  - { id: manager, label: Manager, members: ["teams:${entraIdOf("ann")}"], limits: { perRemedy: 500 } }
survey: { after: 1h }
`;

/** The organization that a stranger's tenant is by itself. */
export const strangers = organizationKey(otherTenant);

export const byHand = (open: () => TeamsAcme) => {
  const chatOf = (who: string): Where => open().world.chatOf(who);
  /** As Teams sends it from another tenant, whose people may install a bot whose id they know. */
  const fromElsewhere = (activity: object): object => ({
    ...activity,
    conversation: { ...Object(activity).conversation, tenantId: otherTenant },
    channelData: { tenant: { id: otherTenant } },
  });
  const inTenantOf = (who: string, activity: object): object =>
    open().world.user(who).tenantId === otherTenant ? fromElsewhere(activity) : activity;

  const invoke = (who: string, where: Where, name: string, value: object, more: object = {}): Promise<Delivered> => {
    const { client } = open();
    return client.post(inTenantOf(who, client.from(who, where, { type: "invoke", name, value, ...more })));
  };

  return {
    chatOf,
    invoke,
    /** A press of a button that this person need never have seen. */
    press: (who: string, where: Where, press: object, on?: Message) => {
      const data = { amends: { press, stamp: "made-up" } };
      const value = { action: { type: "Action.Execute", verb: "x", data }, trigger: "manual" };
      return invoke(who, where, "adaptiveCard/action", value, on ? { replyToId: on.id } : {});
    },
    fetch: (who: string, where: Where, carried: object) =>
      invoke(who, where, "task/fetch", { data: { amends: { ...carried, stamp: "made-up" } } }),
    submit: (who: string, where: Where, data: object) => invoke(who, where, "task/submit", { data }),
    /** Every message outside of these people's own chats, as it stands now. */
    saidElsewhere: (...people: readonly string[]): string =>
      JSON.stringify(
        open()
          .world.messages.filter(({ conversation }) => !people.some((who) => conversation === chatOf(who).id))
          .map(({ conversation, id, activity }) => [conversation, id, activity]),
      ),
    dialogOf: ({ body }: Delivered): unknown => dialogIn(body)?.card,
  };
};

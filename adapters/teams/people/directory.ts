import type { Chat } from "../../../src/app/ports.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Log } from "../connection/log.ts";
import { emailOf, isBotMember, isOutsider, memberRef } from "./members.ts";
import type { Contacts } from "./references.ts";
import type { Rosters } from "./rosters.ts";

/**
 * People of a tenant by email, looked up in the rosters of the teams the bot is in. Admins are nobody: in a roster the
 * owner of a team is a `user` like any other (microsoft/botbuilder-js#2706, MicrosoftDocs/msteams-docs#1990), and Graph, which
 * knows, needs an admin's consent. So on Teams the protocol must name people by Entra object id or email.
 */
export const createFind = (parts: { contacts: Contacts; rosters: Rosters; log: Log }): Chat["find"] => {
  const { contacts, rosters, log } = parts;
  const byEmail = async (tenant: string, email: string): Promise<readonly PersonRef[]> => {
    const places = (await contacts.tenants.find(tenant))?.rosters ?? [];
    let unseen: unknown;
    const found = await Promise.all(
      places.map(async (conversation) => {
        try {
          return await rosters.of(tenant, conversation);
        } catch (error) {
          log.warn({ tenant, conversation }, "Teams doesn't show who is in this team now");
          unseen = error;
          return [];
        }
      }),
    );
    const matches = found
      .flat()
      .filter(
        (member) => emailOf(member)?.toLowerCase() === email && !isBotMember(member) && !isOutsider(member, tenant),
      )
      .map((member) => memberRef(tenant, member));
    // Nobody in the teams that can be seen isn't nobody.
    if (matches.length === 0 && unseen !== undefined) throw unseen;
    return [...new Map(matches.map((person) => [person.id, person])).values()];
  };

  return async (tenant, who) => {
    switch (who.is) {
      case "email":
        return byEmail(tenant, who.email);
      case "admins":
      case "group":
        return [];
    }
  };
};

import { z } from "zod";
import { defined } from "../../../src/core/defined.ts";
import type { Identity, PersonRef } from "../../../src/core/people.ts";
import type { Member } from "../payloads.ts";
import { isBotId, personOf } from "./addresses.ts";

/** A member of a roster as a person. */

export const idOf = ({ aadObjectId, objectId, id }: Member): string => aadObjectId ?? objectId ?? id;
export const memberRef = (tenant: string, member: Member): PersonRef => personOf(tenant, idOf(member));

/** Entra writes a guest's own address into the name it gives them: `rosa_globex.example#EXT#@acme…`. */
const isGuestName = (name: string | undefined): boolean => /#EXT#/i.test(name ?? "");

/** Guests, and people of other tenants (federated users), decide nothing: to us they are outsiders. */
export const isOutsider = ({ tenantId, userRole, userPrincipalName }: Member, tenant: string): boolean => {
  if (isGuestName(userPrincipalName) || (userRole !== undefined && /guest|anonymous/i.test(userRole))) return true;
  // Where Teams names no tenant, only its word that this is an ordinary user counts.
  return tenantId === undefined ? userRole?.toLowerCase() !== "user" : tenantId !== tenant;
};

const emailSchema = z.email();

/** A sign-in name usually is an address too; a guest's is not. */
export const emailOf = ({ email, userPrincipalName }: Member): string | undefined =>
  [email, isGuestName(userPrincipalName) ? undefined : userPrincipalName].find(
    (address) => emailSchema.safeParse(address).success,
  );

/**
 * Groups are empty and nobody is an admin: the Bot Connector tells neither groups nor who owns a team. Roles on Teams are
 * given by Entra object id or by email.
 */
export const identityOf = (person: PersonRef, member: Member, zone: string | undefined): Identity =>
  defined({
    person,
    name: member.name ?? emailOf(member) ?? "Someone",
    email: emailOf(member),
    zone,
    groups: [],
    admin: false,
    outsider: isBotMember(member) || isOutsider(member, person.workspace),
    aliases: otherIds(person, member),
    nobody: isBotMember(member) ? ("bot" as const) : undefined,
  });

/** Named by Teams' own id where Entra has one of them too, or the other way round. */
const otherIds = (person: PersonRef, member: Member): PersonRef[] =>
  [...new Set([idOf(member), member.id])]
    .map((id) => personOf(person.workspace, id))
    .filter(({ id }) => id !== person.id);

/** A roster lists people; where it lists an app all the same, its id or its role says so. */
export const isBotMember = ({ id, userRole }: Member): boolean => isBotId(id) || /^(bot|skill)$/i.test(userRole ?? "");

import { z } from "zod";

/**
 * The key of an organization: whose cases, people and rules these are. Never the platform's own id of a workspace or tenant
 * (`PersonRef.workspace`, `Place.workspace`), although for some organizations the two are spelled the same; the brand keeps
 * them from being mixed up. Stored columns and event fields call it `workspace`.
 */
export const organizationKeySchema = z.string().brand("OrganizationKey");
export type OrganizationKey = z.infer<typeof organizationKeySchema>;

/** For the edges, where an organization is told apart: the composition root and what is read back from outside. */
export const organizationKey = (text: string): OrganizationKey => organizationKeySchema.parse(text);

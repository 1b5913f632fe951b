import { hkdfSync } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Clock } from "../app/ports.ts";
import type { CaseId } from "../core/case.ts";
import { type OrganizationKey, organizationKeySchema } from "../core/organization.ts";
import type { Instant } from "../core/time.ts";

/**
 * Links that are themselves the permission: whoever holds one may see that one case's page until it expires. Signed, not
 * stored. A link is a JWT whose header is left out: it is always the same, so the link is shorter and there is no
 * algorithm that a stranger could choose.
 */

export type CustomerLink = { readonly organization: OrganizationKey; readonly caseId: CaseId };

export type Links = {
  /** An address for this case's customer, good until `expiresAt` (rounded up to a whole second). */
  customerLink(about: CustomerLink & { readonly expiresAt: Instant }): Promise<string>;
  /** What the token was made for. `expired` only where the signature is ours; anything else is `invalid`. */
  readCustomerToken(token: string): Promise<CustomerLink | "expired" | "invalid">;
};

const algorithm = "HS256";
const header = Buffer.from(JSON.stringify({ alg: algorithm })).toString("base64url");
const claimsSchema = z.object({ w: organizationKeySchema.min(1), c: z.string().min(1), exp: z.int() });

/** One key for each purpose, so that a token made for one can't be used for another. */
export const purposeKey = (secret: string, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", secret, "", `amends ${purpose}`, 32));

/** @throws RangeError when there is no secret: every link would be forgeable. */
export const createLinks = (options: {
  readonly secret: string;
  readonly publicUrl: string;
  readonly clock: Clock;
}): Links => {
  if (options.secret === "") throw new RangeError("AMENDS_SECRET is empty");
  const key = purposeKey(options.secret, "customer link v1");
  const base = options.publicUrl.replace(/(?<!\/)\/+$/, "");

  return {
    async customerLink({ organization, caseId, expiresAt }) {
      const jwt = await new SignJWT({ w: organization, c: caseId })
        .setProtectedHeader({ alg: algorithm })
        .setExpirationTime(Math.ceil(expiresAt / 1000))
        .sign(key);
      return `${base}/s/${jwt.slice(header.length + 1)}`;
    },

    async readCustomerToken(token) {
      try {
        const { payload } = await jwtVerify(`${header}.${token}`, key, {
          algorithms: [algorithm],
          currentDate: new Date(options.clock.now()),
        });
        const { w, c } = claimsSchema.parse(payload);
        return { organization: w, caseId: c };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return "expired";
        // Whatever is wrong with it, a stranger's token gets the same answer. jose and zod throw nothing else here.
        return "invalid";
      }
    },
  };
};

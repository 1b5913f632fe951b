import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { createKeyring, type Key } from "../app/keyring.ts";
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

/** Which key a token says it was signed with; nothing where it says none, as those of an older release, or can't be read. */
const keyNamedIn = (token: string): string | undefined => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".", 1)[0] ?? "", "base64url").toString("utf8"));
    return z.object({ k: z.string() }).safeParse(claims).data?.k;
  } catch {
    return undefined;
  }
};

/** @throws RangeError when there is no secret: every link would be forgeable. */
export const createLinks = (options: {
  /** What AMENDS_SECRET holds. */
  readonly secret: string;
  readonly publicUrl: string;
  readonly clock: Clock;
}): Links => {
  const keys = createKeyring(options.secret, "customer link v1");
  const base = options.publicUrl.replace(/(?<!\/)\/+$/, "");

  const readWith = async (key: Key, token: string): ReturnType<Links["readCustomerToken"]> => {
    try {
      const { payload } = await jwtVerify(`${header}.${token}`, key.bytes, {
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
  };

  return {
    async customerLink({ organization, caseId, expiresAt }) {
      const { newest } = keys;
      const jwt = await new SignJWT({ w: organization, c: caseId, k: newest.id })
        .setProtectedHeader({ alg: algorithm })
        .setExpirationTime(Math.ceil(expiresAt / 1000))
        .sign(newest.bytes);
      return `${base}/s/${jwt.slice(header.length + 1)}`;
    },

    async readCustomerToken(token) {
      for (const key of keys.candidates(keyNamedIn(token))) {
        const read = await readWith(key, token);
        if (read !== "invalid") return read;
      }
      return "invalid";
    },
  };
};

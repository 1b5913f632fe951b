import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { appId } from "./cast.ts";

/** The Bot Framework's signing keys: what comes from Teams is signed with one of them. */

const kid = "key-of-the-fake";
const { publicKey, privateKey } = await generateKeyPair("RS256");
const stranger = await generateKeyPair("RS256");

export const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid, use: "sig", endorsements: ["msteams"] }] };

export type TokenClaims = {
  readonly serviceUrl: string;
  readonly audience?: string;
  readonly issuer?: string;
  /** Epoch seconds. */
  readonly expires?: number;
  /** Signed by a key that the key server doesn't know. */
  readonly forged?: boolean;
};

export const tokenFor = ({ serviceUrl, audience = appId, issuer, expires, forged }: TokenClaims): Promise<string> =>
  new SignJWT({ serviceurl: serviceUrl })
    .setProtectedHeader({ alg: "RS256", kid })
    .setIssuer(issuer ?? "https://api.botframework.com")
    .setAudience(audience)
    .setNotBefore(0)
    .setExpirationTime(expires ?? Math.floor(Date.now() / 1000) + 3600)
    .sign(forged ? stranger.privateKey : privateKey);

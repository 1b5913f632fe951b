import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createKeyring, type Key, keyIdBytes } from "../app/keyring.ts";

/** Secrets at rest: AES-256-GCM, a random nonce each, bound to their row so that no ciphertext can be moved to another. */

export class UnreadableSecretError extends Error {
  override readonly name = "UnreadableSecretError";
  constructor(row: string) {
    super(
      `The stored tokens of ${row} can't be read: none of the secrets in AMENDS_SECRET sealed them. Add the secret they were sealed with at its end, after a space, or connect the workspace again.`,
    );
  }
}

export type Seal = {
  /** With the newest secret. */
  seal(plain: string, row: string): string;
  /** @throws UnreadableSecretError for a secret that isn't known (any more), another row or an altered text. */
  unseal(sealed: string, row: string): string;
};

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The first bytes of a nonce are the id of the key, so that the text is one which the release before key ids can read too: two
 * releases run side by side during an upgrade. The other nine are random, enough for millions of texts of one key.
 */
const nonceFor = (key: Key): Buffer =>
  Buffer.concat([Buffer.from(key.id, "hex"), randomBytes(nonceBytes - keyIdBytes)]);

/** `secret` is what AMENDS_SECRET holds. */
export function createSeal(secret: string): Seal {
  const keys = createKeyring(secret, "installations");

  const open = (bytes: Buffer, row: string, key: Key): string | undefined => {
    try {
      const opening = createDecipheriv(cipher, key.bytes, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      opening.setAAD(Buffer.from(row)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      return opening.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + opening.final("utf8");
    } catch {
      return undefined;
    }
  };

  return {
    seal(plain, row) {
      const key = keys.newest;
      const nonce = nonceFor(key);
      const sealing = createCipheriv(cipher, key.bytes, nonce).setAAD(Buffer.from(row));
      const text = Buffer.concat([sealing.update(plain, "utf8"), sealing.final()]);
      return `v1:${Buffer.concat([nonce, sealing.getAuthTag(), text]).toString("base64")}`;
    },
    unseal(sealed, row) {
      const bytes = Buffer.from(sealed.replace(/^v1:/, ""), "base64");
      const named = bytes.subarray(0, keyIdBytes).toString("hex");
      for (const key of keys.candidates(named)) {
        const plain = open(bytes, row, key);
        if (plain !== undefined) return plain;
      }
      throw new UnreadableSecretError(row);
    },
  };
}

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Secrets at rest: AES-256-GCM, a random nonce each, bound to their row so that no ciphertext can be moved to another. */

export class UnreadableSecretError extends Error {
  override readonly name = "UnreadableSecretError";
  constructor(row: string) {
    super(
      `The stored tokens of ${row} can't be read. Was AMENDS_SECRET changed? Put it back, or connect the workspace again.`,
    );
  }
}

export type Seal = {
  seal(plain: string, row: string): string;
  /** @throws UnreadableSecretError for another key, another row or an altered text. */
  unseal(sealed: string, row: string): string;
};

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "amends installations", 32));
  return {
    seal(plain, row) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(row));
      const text = Buffer.concat([sealing.update(plain, "utf8"), sealing.final()]);
      return `v1:${Buffer.concat([nonce, sealing.getAuthTag(), text]).toString("base64")}`;
    },
    unseal(sealed, row) {
      try {
        const bytes = Buffer.from(sealed.replace(/^v1:/, ""), "base64");
        const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
        opening.setAAD(Buffer.from(row)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        return opening.update(bytes.subarray(nonceBytes + tagBytes), undefined, "utf8") + opening.final("utf8");
      } catch {
        throw new UnreadableSecretError(row);
      }
    },
  };
}

import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSeal, UnreadableSecretError } from "../../src/store/sealed.ts";

const [older, newer] = ["o".repeat(32), "n".repeat(40)];
const row = "slack workspace T1";

/** As the release sealed that knew one secret and no key ids. */
const sealedBefore = (plain: string, secret: string): string => {
  const nonce = randomBytes(12);
  const key = Buffer.from(hkdfSync("sha256", secret, "", "amends installations", 32));
  const sealing = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(row));
  const text = Buffer.concat([sealing.update(plain, "utf8"), sealing.final()]);
  return `v1:${Buffer.concat([nonce, sealing.getAuthTag(), text]).toString("base64")}`;
};

describe("what is sealed", () => {
  it("is sealed otherwise each time, and opens to the same", () => {
    const { seal, unseal } = createSeal(newer);
    expect(seal("xoxb-1 ü", row)).not.toBe(seal("xoxb-1 ü", row));
    expect(unseal(seal("xoxb-1 ü", row), row)).toBe("xoxb-1 ü");
    expect(unseal(seal("", row), row)).toBe("");
  });

  it("opens after the secret was replaced, for as long as the older one is kept", () => {
    const sealed = createSeal(older).seal("xoxb-1", row);
    expect(createSeal(`${newer} ${older}`).unseal(sealed, row)).toBe("xoxb-1");
    expect(() => createSeal(newer).unseal(sealed, row)).toThrow(UnreadableSecretError);
  });

  it("says what to do where its secret is gone", () => {
    const sealed = createSeal(older).seal("xoxb-1", row);
    expect(() => createSeal(newer).unseal(sealed, row)).toThrow(
      /slack workspace T1 can't be read: none of the secrets in AMENDS_SECRET sealed them. Add the secret .* at its end/,
    );
  });

  it("is sealed anew with the newest", () => {
    const sealed = createSeal(`${newer} ${older}`).seal("xoxb-1", row);
    expect(createSeal(newer).unseal(sealed, row)).toBe("xoxb-1");
    expect(() => createSeal(older).unseal(sealed, row)).toThrow(UnreadableSecretError);
  });

  it("opens as the release before sealed it, whichever of the secrets it was, white space in it or not", () => {
    for (const then of [older, newer, `${newer} ${older}`])
      expect(createSeal(`${newer} ${older}`).unseal(sealedBefore("xoxb-1", then), row)).toBe("xoxb-1");
    const phrase = "correct horse battery staple and a suitcase";
    expect(createSeal(phrase).unseal(sealedBefore("xoxb-1", phrase), row)).toBe("xoxb-1");
  });

  it("belongs to its row, and to nobody who alters it", () => {
    const { seal, unseal } = createSeal(newer);
    const sealed = seal("xoxb-1", row);
    expect(() => unseal(sealed, "slack workspace T2")).toThrow(UnreadableSecretError);
    for (const altered of ["", "v1:", "v1:AAAA", sealed.slice(0, -4), `${sealed.slice(0, 10)}A${sealed.slice(11)}`])
      if (altered !== sealed) expect(() => unseal(altered, row)).toThrow(UnreadableSecretError);
  });
});

import { hkdfSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createKeyring, secretsIn } from "../../src/app/keyring.ts";

const [older, newer] = ["o".repeat(32), "n".repeat(40)];

describe("AMENDS_SECRET", () => {
  it("without white space is one secret", () => {
    expect(secretsIn(older)).toEqual([older]);
    expect(secretsIn(` ${older}\n`)).toEqual([older]);
  });

  it("holds several, newest first, with any white space between them", () => {
    expect(secretsIn(`${newer} ${older}`)).toEqual([newer, older]);
    expect(secretsIn(`\t${newer}\n\n  ${older} `)).toEqual([newer, older]);
  });

  it("is one secret where its words are too short for secrets, as in the release before", () => {
    const phrase = "correct horse battery staple and a suitcase";
    expect(secretsIn(phrase)).toEqual([phrase]);
  });
});

describe("the keys", () => {
  it("are those of the release before for the same secret", () => {
    const then = new Uint8Array(hkdfSync("sha256", older, "", "amends installations", 32));
    expect(createKeyring(older, "installations").newest.bytes).toEqual(then);
  });

  it("are the newest secret's to sign with, and all of them to read with, the named one first", () => {
    const keys = createKeyring(`${newer} ${older}`, "links");
    const old = createKeyring(older, "links").newest;
    expect(keys.newest).toEqual(createKeyring(newer, "links").newest);
    expect(keys.candidates(old.id)[0]).toEqual(old);
    expect(keys.candidates(undefined)[0]).toEqual(keys.newest);
    for (const id of [undefined, old.id, "beef"])
      expect(keys.candidates(id)).toEqual(expect.arrayContaining([keys.newest, old]));
  });

  it("include that of the whole text, which the release before took as one secret", () => {
    const text = `${newer} ${older}`;
    const whole = Buffer.from(hkdfSync("sha256", text, "", "amends links", 32));
    expect(
      createKeyring(text, "links")
        .candidates(undefined)
        .map(({ bytes }) => Buffer.from(bytes)),
    ).toContainEqual(whole);
  });

  it("differ by purpose, and their ids by secret only", () => {
    const [links, forms] = [createKeyring(newer, "links").newest, createKeyring(newer, "forms").newest];
    expect(links.bytes).not.toEqual(forms.bytes);
    expect(links.id).toBe(forms.id);
    expect(createKeyring(older, "links").newest.id).not.toBe(links.id);
    expect(newer).not.toContain(links.id);
  });

  it("aren't made of nothing", () => {
    for (const nothing of ["", " \n"]) expect(() => createKeyring(nothing, "links")).toThrow(RangeError);
  });
});

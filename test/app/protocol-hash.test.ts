import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { protocolHash, rulesJson } from "../../src/app/protocol-hash.ts";
import { defaultProtocol } from "../../src/core/protocol.ts";
import { parseProtocol } from "../../src/protocol-file.ts";

const parsed = (text: string) => {
  const result = parseProtocol(text, "protocol.yaml");
  if ("problems" in result) throw new Error(result.problems.map(({ message }) => message).join());
  return result.protocol;
};

it("is the SHA-256 of all rules, also of those that the file doesn't name", () => {
  const protocol = parsed("organization: Acme");
  expect(protocolHash(protocol)).toBe(createHash("sha256").update(rulesJson(protocol)).digest("hex"));
  expect(JSON.parse(rulesJson(protocol))).toEqual({ ...defaultProtocol, organization: "Acme" });
});

it("differs with a rule and not with a comment", () => {
  expect(protocolHash(parsed("# ours\norganization: Acme"))).toBe(protocolHash(parsed("organization: Acme")));
  expect(protocolHash(parsed("organization: Ace"))).not.toBe(protocolHash(parsed("organization: Acme")));
});

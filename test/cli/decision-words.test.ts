import { expect, it } from "vitest";
import type { ProtocolVersion } from "../../src/app/ports.ts";
import { hashOfRules, rulesJson } from "../../src/app/protocol-hash.ts";
import { decisionsText, protocolsText } from "../../src/cli/decision-words.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { personKey } from "../../src/core/people.ts";
import { instant } from "../../src/core/time.ts";
import type { Decision } from "../../src/store/protocols.ts";
import { ann, ben, protocol } from "../support/cases.ts";

const remedy = {
  type: "remedy-granted" as const,
  ...{ by: ann, remedy: "R1", kind: "refund", label: "Refund", reason: "late" },
  amount: { minor: 4999, currency: "USD" },
  clock: { startedAt: instant(0), warnAt: instant(0), dueAt: instant(0) },
};
const rules = rulesJson(protocol);
const version: ProtocolVersion = {
  hash: hashOfRules(rules),
  rules,
  text: "",
  file: "protocol.yaml",
  release: "0.2.0",
  since: instant(Date.UTC(2026, 10, 30, 9)),
  differences: ["roles.manager.limits.perRemedy was 400 and is 500."],
};
const organization = organizationKey("main");
const decision: Decision = {
  organization,
  number: 7,
  seq: 4,
  event: { ...remedy, at: instant(Date.UTC(2026, 10, 30, 10)) },
  protocol: version.hash,
};
const short = version.hash.slice(0, 12);

it("says under which rules decisions were made, and what each version changed", () => {
  const { protocol: _unknown, ...older } = decision;
  expect(protocolsText([version], [older, decision])).toEqual([
    "Decisions on remedies, by the protocol they were made under (each of them: amends audit --decisions):",
    expect.stringMatching(
      new RegExp(
        `^  ${short}, protocol.yaml, Amends 0.2.0, in force since 2026-11-30T09:00:00.000Z: 1 decision; one remedy: .* up to `,
      ),
    ),
    "    roles.manager.limits.perRemedy was 400 and is 500.",
    "  before versions were kept: 1 decision",
  ]);
});

it("lists each decision with its rule", () => {
  const [line] = decisionsText([decision], [version]).split("\n");
  expect(line).toMatch(
    /^case 7 in main, event 4, 20\d\d-.*Z: R1 .*\$49\.99 granted on the authority of slack:T1:U0ANN; /,
  );
  expect(line).toContain(`protocol ${short} (protocol.yaml; one remedy: `);
});

it("says who asked, who approved and who declined", () => {
  const at = version.since;
  const events: readonly Decision["event"][] = [
    {
      ...{ type: "remedy-proposed", at, by: ben, remedy: "R1", kind: "refund", label: "Refund", reason: "late" },
      ...{ role: "manager", needed: 2, clock: { startedAt: at, warnAt: at, dueAt: at } },
    },
    { type: "remedy-approved", at, by: ann, remedy: "R1", role: "manager", amount: { minor: 5000, currency: "USD" } },
    { type: "remedy-declined", at, by: ann, remedy: "R1", why: "too much" },
  ];
  const lines = decisionsText(
    events.map((event) => ({ ...decision, event })),
    [],
  ).split("\n");
  expect(lines.map((line) => line.replace(/^.*Z: /, ""))).toEqual(
    [
      `R1 Refund asked for by slack:T1:UBEN, 2 approvals by manager needed; protocol ${short} (not kept)`,
      `R1 approved at $50 by slack:T1:UANN as manager; protocol ${short} (not kept)`,
      `R1 declined by slack:T1:UANN; protocol ${short} (not kept)`,
    ].map((words) => words.replace("slack:T1:UBEN", personKey(ben)).replaceAll("slack:T1:UANN", personKey(ann))),
  );
});

it.each([
  ["a limit that is no amount", { rules: rules.replace(/"perRemedy":\d+/, '"perRemedy":-1') }],
  ["a currency that is none", { rules: rules.replace(/"currency":"\w+"/, '"currency":"DOLLARS"') }],
  ["no rules", { rules: "{" }],
  ["a time that is none", { since: 9e15 as typeof version.since }],
])("goes on where a kept version has %s", (_what, altered) => {
  expect(protocolsText([{ ...version, ...altered }], [decision]).join()).toContain("can't be read");
  expect(decisionsText([decision], [{ ...version, ...altered }])).toContain("case 7 in main");
});

it("says nothing of versions where none was kept", () => {
  expect(protocolsText([], [decision])).toEqual([]);
});

it("has words where nothing was decided yet", () => {
  expect(decisionsText([], [])).toBe("No decision on a remedy was made yet.");
});

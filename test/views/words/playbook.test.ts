import { describe, expect, it } from "vitest";
import { type ProtocolFile, protocolSchema } from "../../../src/core/protocol.ts";
import { playbookFor } from "../../../src/views/words/playbook.ts";
import { openCase } from "../../support/cases.ts";

type When = NonNullable<NonNullable<ProtocolFile["playbooks"]>[number]["when"]>;
const fitting = (...whens: When[]) => {
  const protocol = protocolSchema.parse({
    playbooks: whens.map((when, index) => ({ when, checklist: [String(index)] })),
  });
  return playbookFor(openCase(), protocol)?.checklist[0];
};

describe("the playbook of a case", () => {
  it.each<[string, When[], string | undefined]>([
    ["none where none fits", [{ failureType: "wrong" }, { severity: "minor" }], undefined],
    ["one for all cases, where there is nothing better", [{}, { severity: "minor" }], "0"],
    ["one for its severity before one for all", [{}, { severity: "major" }], "1"],
    ["one for its failure type before one for its severity", [{ severity: "major" }, { failureType: "late" }], "1"],
    ["one for both before all others", [{ failureType: "late" }, { failureType: "late", severity: "major" }], "1"],
    ["the first of two alike", [{ failureType: "late" }, { failureType: "late" }], "0"],
  ])("is %s", (_which, whens, found) => {
    expect(fitting(...whens)).toBe(found);
  });
});

import { describe, expect, it } from "vitest";
import { copyOf, readCopy } from "../../src/app/copies.ts";

const tess = { platform: "teams" as const, workspace: "T0TEAMS", id: "29:te@ss:1" };

describe("the name of a copy", () => {
  it("tells what it shows and to whom, whatever is in their id", () => {
    expect(readCopy(copyOf("nudge:17:approve:R1:breach", tess))).toEqual({
      surface: "nudge:17:approve:R1:breach",
      reader: tess,
    });
  });

  it.each(["copy:approval:R1@pigeon:T1:U1", "copy:approval:R1", "approval:R1", "case"])("is not %s", (name) => {
    expect(readCopy(name)).toBeUndefined();
  });
});

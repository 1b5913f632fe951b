import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSurface, type Surface, surfaceKinds, surfaceName } from "../../src/core/surface.ts";
import { settings, surfaces } from "../support/arbitrary-surfaces.ts";
import { at } from "../support/cases.ts";

const halfPastTen = at("10:30");
const tess = { platform: "teams", workspace: "tenant", id: "29:tess@acme" } as const;

describe("the word of a message", () => {
  it("is read back as the message it was written for", () => {
    fc.assert(
      fc.property(surfaces, (surface) => {
        expect(parseSurface(surfaceName(surface))).toEqual(surface);
      }),
      settings,
    );
  });

  /** As databases hold them: they must mean the same for ever. */
  const stored: readonly (readonly [name: string, surface: Surface])[] = [
    ["case", { kind: "case" }],
    ["abuse", { kind: "abuse" }],
    ["approval:R1", { kind: "approval", remedy: "R1" }],
    [
      "nudge:1773138600000:approve:R1:breach",
      { kind: "nudge", firedAt: halfPastTen, timer: { clock: "approve", of: "R1", stage: "breach" } },
    ],
    ["nudge:1773138600000:snooze:end", { kind: "nudge", firedAt: halfPastTen, timer: { appointment: "snooze:end" } }],
    ["assigned:1773138600000", { kind: "assigned", at: halfPastTen }],
    ["departed:1773138600000", { kind: "departed", at: halfPastTen }],
    ["same-customer:7", { kind: "same-customer", other: 7 }],
    ["escalated:2", { kind: "escalated", count: 2 }],
    ["note:0", { kind: "note", index: 0 }],
    ["update:3", { kind: "update", index: 3 }],
    ["reopened:2", { kind: "reopened", round: 2 }],
    ["acknowledgement:1", { kind: "acknowledgement", round: 1 }],
    ["apology:1", { kind: "apology", round: 1 }],
    ["survey:1773138600000", { kind: "survey", sentAt: halfPastTen }],
    ["survey-reminder:1773138600000", { kind: "survey-reminder", sentAt: halfPastTen }],
    ["same-customer:7", { kind: "same-customer", other: 7 }],
    ["unreachable:apology:1", { kind: "unreachable", what: "apology:1" }],
    [
      "copy:approval:R1@teams:tenant:29:tess@acme",
      { kind: "copy", original: { kind: "approval", remedy: "R1" }, reader: tess },
    ],
    [
      "copy:nudge:1773138600000:approve:R1:warning@teams:tenant:29:tess@acme",
      {
        kind: "copy",
        original: { kind: "nudge", firedAt: halfPastTen, timer: { clock: "approve", of: "R1", stage: "warning" } },
        reader: tess,
      },
    ],
  ];
  it("is known here of every kind, and made up of every kind", () => {
    expect([...new Set(stored.map(([, { kind }]) => kind))].sort()).toEqual([...surfaceKinds].sort());
    const madeUp = fc.sample(surfaces, settings).map(({ kind }) => kind);
    expect([...new Set(madeUp)].sort()).toEqual([...surfaceKinds].sort());
  });

  it.each(stored)("%s stays what it is", (name, surface) => {
    expect(parseSurface(name)).toEqual(surface);
    expect(surfaceName(surface)).toBe(name);
  });

  it.each([
    "",
    "telegram:1",
    "nudge:1:telegram:warning",
    "nudge:1",
    "copy:case",
    "copy:case@",
    "copy:case@telegram:T1:U1",
    "copy:copy:case@slack:T1:U1@slack:T1:U2",
    "copy:telegram:1@slack:T1:U1",
  ])("%j is none that this release knows", (name) => {
    expect(parseSurface(name)).toBeUndefined();
  });
});

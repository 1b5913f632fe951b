import { describe, expect, it } from "vitest";
import {
  cannotSettle,
  doubtWarnings,
  olderAmountsText,
  settledText,
  whichDecimals,
  whichInstant,
} from "../../src/cli/older-amounts.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { instant } from "../../src/core/time.ts";
import type { OlderAmount } from "../../src/store/written-decimals.ts";

const older = (written: number, more: Partial<OlderAmount> = {}): OlderAmount => ({
  organization: organizationKey("acme"),
  caseNumber: 7,
  at: instant(Date.UTC(2026, 0, 5, 9)),
  currency: "HUF",
  written,
  decimals: 2,
  settled: false,
  ...more,
});

describe("what the operator is told of amounts of an older release", () => {
  it("at the start: each currency in doubt, with examples, and what to do", () => {
    expect(doubtWarnings([older(5_000), older(500_000, { caseNumber: 8 })])).toEqual([
      "2 amounts in HUF may be read with the wrong decimals: an older release of Amends wrote them, with as many as the Node it ran on gave HUF. Case 7: written as 5000, read as HUF 50; Case 8: written as 500000, read as HUF 5,000. Nothing was changed. To see all of them and settle it: amends amounts",
    ]);
    expect(doubtWarnings([older(5_000, { settled: true })])).toEqual([]);
  });

  it("in the list: both readings of each, which Node wrote which, and the command", () => {
    const text = olderAmountsText([older(5_000)]);
    expect(text).toContain(
      "case 7 of acme, 2026-01-05T09:00:00.000Z: written as 5000, read as HUF 50; HUF 5,000 if written with no decimals",
    );
    expect(text).toContain("ICU 77 or older (Node 20.19, 22.12, 24.0) wrote HUF with 2 decimals");
    expect(text).toContain("amends amounts settle HUF <decimals>");
    expect(olderAmountsText([])).toMatch(/^No amount/);
  });

  it("for the Serbian dinar, the other way round", () =>
    expect(olderAmountsText([older(5_000, { currency: "RSD" })])).toContain("wrote RSD with no decimals, with ICU 78"));

  it("before settling: what would change, and that nothing did", () => {
    const asked = { currency: "HUF", decimals: 0, before: undefined };
    expect(settledText([older(5_000)], asked, false)).toBe(
      "1 amount in HUF, written with no decimals (nothing is changed yet):\n  case 7, 2026-01-05T09:00:00.000Z: HUF 50 → HUF 5,000\nTo do it: the same with --yes",
    );
    expect(settledText([older(5_000)], { ...asked, before: instant(0) }, true)).toContain("0 amounts in HUF");
  });

  it("why something can't be settled", () => {
    expect(cannotSettle([older(5_000)], { currency: "USD", decimals: 0 })).toBe("There is nothing to settle in USD.");
    expect(cannotSettle([older(5_000)], { currency: "HUF", decimals: 3 })).toBe("HUF has 2 decimals at most.");
    expect(cannotSettle([older(5_000)], { currency: "HUF", decimals: 0 })).toBeUndefined();
  });

  it("takes decimals and dates as they are typed, and nothing else", () => {
    expect([whichDecimals("0"), whichDecimals("two"), whichDecimals("12")]).toEqual([0, undefined, undefined]);
    expect(whichInstant("2026-11-20")).toBe(Date.UTC(2026, 10, 20));
    expect(whichInstant("2026-11-20T10:00Z")).toBe(Date.UTC(2026, 10, 20, 10));
    for (const words of ["yesterday", "2026-13-40", "20.11.2026"]) expect(whichInstant(words)).toBeUndefined();
  });
});

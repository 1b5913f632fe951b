import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldKind, Input } from "../../../src/views/elements.ts";
import { kinds, maxLengths } from "../../../src/views/forms/kinds.ts";
import { at, rosa, usd } from "../../support/cases.ts";

const read = (kind: FieldKind, input: Input, currency = "USD") =>
  kinds[kind](input, { options: [{ id: "late", label: "Late" }], maxLength: maxLengths[kind] ?? 200, currency });

describe("reading a field", () => {
  it.each<[FieldKind, Input, unknown]>([
    ["text", "  A-1 ", "A-1"],
    ["longText", "line\nline", "line\nline"],
    ["email", "rosa@example.com", "rosa@example.com"],
    ["person", rosa, rosa],
    ["choice", "late", "late"],
    ["money", "1,234.50", usd(1234.5)],
    ["money", "0", usd(0)],
    ["dateTime", { at: at("10:00") }, at("10:00")],
    ["yesNo", true, true],
    ["yesNo", "", false],
    ["rating", "5", 5],
  ])("%s takes %j", (kind, input, value) => {
    expect(read(kind, input)).toEqual({ value });
  });

  it.each<FieldKind>(["text", "longText", "email", "person", "choice", "money", "dateTime", "rating"])(
    "an empty %s is absent",
    (kind) => {
      expect(read(kind, "")).toEqual({ value: undefined });
    },
  );

  it.each<[FieldKind, Input, string]>([
    ["text", "x".repeat(201), "Shorten this to 200 characters; it has 201 now."],
    ["longText", "x".repeat(3001), "Shorten this to 3000 characters; it has 3001 now."],
    ["text", true, "Write this in words."],
    ["email", "rosa at example", "Write an email address such as rosa@example.com."],
    ["person", "rosa", "Choose a person."],
    ["choice", "early", "Choose one of the options."],
    ["money", "lots", "Write an amount such as 25 or 25.50."],
    ["money", "-5", "Write an amount without a minus."],
    ["money", "1.005,001", "USD has 2 decimals. Write an amount such as 25 or 25.50."],
    ["money", "€5", "Amounts here are in USD, not €. Please convert it first."],
    ["dateTime", "tomorrow", "Choose a date and a time."],
    ["yesNo", "perhaps", "Choose yes or no."],
    ["rating", "6", "Choose an answer from 1 to 5."],
  ])("%s asks kindly about %j", (kind, input, error) => {
    expect(read(kind, input)).toEqual({ error });
  });

  it("shows an amount as the currency writes it", () => {
    expect(read("money", "lots", "JPY")).toEqual({ error: "Write an amount such as 2500." });
    expect(read("money", "lots", "KWD")).toEqual({ error: "Write an amount such as 25 or 25.500." });
  });

  it("never throws, whatever a platform hands back", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(rosa),
      fc.double().map((moment) => ({ at: at("10:00"), ...(moment > 0 ? {} : { more: 1 }) })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<FieldKind>(
          "text",
          "longText",
          "email",
          "person",
          "choice",
          "money",
          "dateTime",
          "yesNo",
          "rating",
        ),
        anything,
        (kind, input) => {
          expect(Object.keys(read(kind, input))).toHaveLength(1);
        },
      ),
    );
  });
});

import { describe, expect, it } from "vitest";
import { commandSchema } from "../../../src/core/commands.ts";
import { formFor, readForm } from "../../../src/views/forms/index.ts";
import { ben, openCase, rosa, usd } from "../../support/cases.ts";
import { formContext } from "../../support/view-context.ts";

const place = { platform: "slack", workspace: "T1", channel: "C0HELP", thread: "1.1" } as const;
const { home } = openCase();
const message = { text: "My parcel is late!", author: rosa, authorName: "Rosa Diaz" };
const ctx = formContext({ place, home, newId: "case-13" });
const least = { whatWentWrong: "Late parcel", failureType: "late", severity: "major" };
const initials = (context = ctx) =>
  Object.fromEntries(formFor("flag", context).fields.map(({ id, initial }) => [id, initial]));

describe("the flag form", () => {
  it("has the promised fields, in order", () => {
    expect(
      formFor("flag", ctx).fields.map(
        ({ label, kind, optional }) => `${label}: ${kind}${optional ? ", optional" : ""}`,
      ),
    ).toEqual([
      "Customer: person, optional",
      "Customer name: text, optional",
      "Customer email: email, optional",
      "What went wrong: longText",
      "Failure type: choice",
      "Severity: choice",
      "Remedy sought: text, optional",
      "Price paid: money, optional",
      "Reference: text, optional",
    ]);
  });

  it("says that either the customer or their name is needed", () => {
    const hint = (field: string) => formFor("flag", ctx).fields.find(({ id }) => id === field)?.hint;
    expect(hint("customer")).toBe("If they are in this chat. If not, write their name below");
    expect(hint("customerName")).toBe("One of the two is needed: someone chosen above, or a name here");
  });

  it("is prefilled from the flagged message", () => {
    expect(initials({ ...ctx, message })).toMatchObject({
      customer: rosa,
      customerName: "Rosa Diaz",
      whatWentWrong: "My parcel is late!",
    });
  });

  it("doesn't take for the customer who flags their own message", () => {
    const own = { text: "A guest just told me …", author: ben, authorName: "Ben Okafor" };
    expect(initials({ ...ctx, message: own })).toMatchObject({
      customer: undefined,
      customerName: undefined,
      whatWentWrong: own.text,
    });
  });

  it("cuts a message that is longer than a field", () => {
    expect(String(initials({ ...ctx, message: { ...message, text: "x".repeat(9000) } }).whatWentWrong)).toHaveLength(
      3000,
    );
  });

  it("becomes a command with everything that was filled in", () => {
    const inputs = {
      ...least,
      customer: rosa,
      customerName: "Rosa",
      customerEmail: "rosa@example.com",
      remedySought: "Fee back",
      pricePaid: "120",
      reference: "A-1",
    };
    const read = readForm("flag", inputs, ctx);
    expect(read).toEqual({
      command: {
        type: "flag",
        id: "case-13",
        home,
        origin: place,
        source: "form",
        customer: { person: rosa, name: "Rosa", email: "rosa@example.com" },
        complaint: "Late parcel",
        failureType: "late",
        severity: "major",
        remedySought: "Fee back",
        pricePaid: usd(120),
        reference: "A-1",
      },
    });
    expect("command" in read && commandSchema.safeParse(read.command).success).toBe(true);
  });

  it("remembers through the platform that there was a message", () => {
    const { about } = formFor("flag", { ...ctx, message });
    const source = (of?: string) => {
      const read = readForm("flag", { ...least, customerName: "Rosa" }, { ...ctx, ...(of ? { of } : {}) });
      return "command" in read && read.command.type === "flag" && read.command.source;
    };
    expect(about).toEqual({ of: "message", place });
    expect(source(about.of)).toBe("message");
    expect(source()).toBe("form");
  });

  it.each([[{ customer: rosa }], [{ customerName: "Rosa" }]])("is content with %j for the customer", (customer) => {
    expect(readForm("flag", { ...least, ...customer }, ctx)).toHaveProperty("command.customer");
  });

  it("needs the customer or a name", () => {
    expect(readForm("flag", { ...least, customerName: "  " }, ctx)).toEqual({
      errors: { customerName: "Choose the customer above, or write their name here." },
    });
  });
});

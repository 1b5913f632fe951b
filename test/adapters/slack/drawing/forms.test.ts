import { describe, expect, it } from "vitest";
import {
  formOf,
  noticeModal,
  pickedUsers,
  toInputs,
  toModal,
  toViewErrors,
} from "../../../../adapters/slack/drawing/forms.ts";
import { viewSubmissionSchema } from "../../../../adapters/slack/payloads.ts";
import { instant } from "../../../../src/core/time.ts";
import type { Field, FieldKind, Form, Input } from "../../../../src/views/elements.ts";
import { faultsInView } from "../../../support/slack/block-kit.ts";

const now = instant(Date.UTC(2026, 2, 2, 12));
const form = (fields: readonly Field[], over: Partial<Form> = {}): Form => ({
  id: "offerRemedy",
  title: "Offer remedy",
  submit: "Offer",
  about: { case: "c1" },
  fields,
  ...over,
});
const field = (kind: FieldKind, over: Partial<Field> = {}): Field => ({
  id: "it",
  label: "It",
  kind,
  optional: false,
  ...over,
});

/** The one input element of a form with this field. */
const element = (shown: Field) => {
  const view = toModal(form([shown]), now);
  expect(faultsInView(view)).toEqual([]);
  const [block] = view.blocks;
  return block && "element" in block ? block.element : undefined;
};

/** What Slack sends back when this is in the field. */
const typed = (value: object): Input | undefined => {
  const { view } = viewSubmissionSchema.parse({
    user: { id: "U1" },
    view: { id: "V1", type: "modal", state: { values: { it: { value: { type: "any", ...value } } } } },
  });
  return toInputs(view.state.values, (id) => ({ platform: "slack", workspace: "T1", id })).it;
};

const option = (value: string) => ({ selected_option: { text: { type: "plain_text", text: value }, value } });
const options = ["a", "b", "c", "d", "e"].map((id) => ({ id, label: `Option ${id}` }));

describe("each kind of field, drawn and read back", () => {
  it.each<{ kind: FieldKind; draws: string; slackSends: object; weRead: Input }>([
    { kind: "text", draws: "plain_text_input", slackSends: { value: "ORD-7" }, weRead: "ORD-7" },
    { kind: "longText", draws: "plain_text_input", slackSends: { value: "one\ntwo" }, weRead: "one\ntwo" },
    { kind: "money", draws: "plain_text_input", slackSends: { value: "12.50" }, weRead: "12.50" },
    { kind: "email", draws: "email_text_input", slackSends: { value: "kim@acme.example" }, weRead: "kim@acme.example" },
    {
      kind: "person",
      draws: "users_select",
      slackSends: { selected_user: "U7" },
      weRead: { platform: "slack", workspace: "T1", id: "U7" },
    },
    {
      kind: "dateTime",
      draws: "datetimepicker",
      slackSends: { selected_date_time: 1_772_460_000 },
      weRead: { at: instant(1_772_460_000_000) },
    },
    { kind: "rating", draws: "radio_buttons", slackSends: option("4"), weRead: "4" },
  ])("$kind", ({ kind, draws, slackSends, weRead }) => {
    expect(element(field(kind))?.type).toBe(draws);
    expect(typed(slackSends)).toEqual(weRead);
  });

  it("choice: radio buttons where few and needed, else a menu", () => {
    expect(element(field("choice", { options: options.slice(0, 4) }))?.type).toBe("radio_buttons");
    expect(element(field("choice", { options }))?.type).toBe("static_select");
    // What may stay empty must be possible to empty again.
    expect(element(field("choice", { options: options.slice(0, 2), optional: true }))?.type).toBe("static_select");
    expect(typed(option("b"))).toBe("b");
  });

  it("choice among nothing is left out, since Slack refuses to draw it", () => {
    expect(toModal(form([field("choice", { options: [] })]), now).blocks).toEqual([]);
  });

  it("yesNo, told apart from a choice whose ids are words", () => {
    const drawn = element(field("yesNo"));
    const values = drawn?.type === "radio_buttons" ? drawn.options.map(({ value }) => value ?? "") : [];
    expect(values.map((value) => typed(option(value)))).toEqual([true, false]);
    expect(typed(option("yes"))).toBe("yes");
  });

  it.each([
    { value: null },
    { value: "" },
    { value: " \n " },
    { selected_user: null },
    { selected_option: null },
    { selected_date_time: null },
    {},
  ])("left empty is absent: %j", (value) => {
    expect(typed(value)).toBeUndefined();
  });
});

describe("what a field begins with", () => {
  it.each<[FieldKind, Input, object]>([
    ["text", "ORD-7", { initial_value: "ORD-7" }],
    ["longText", "<!channel> & so on", { initial_value: "<!channel> & so on" }],
    ["email", "kim@acme.example", { initial_value: "kim@acme.example" }],
    ["person", { platform: "slack", workspace: "T9", id: "U7" }, { initial_user: "U7" }],
    ["dateTime", { at: now }, { initial_date_time: now / 1000 }],
    ["yesNo", false, { initial_option: { text: { type: "plain_text", text: "No" }, value: "amends:no" } }],
    ["rating", "3", { initial_option: { text: { type: "plain_text", text: "3" }, value: "3" } }],
  ])("%s", (kind, initial, drawn) => {
    expect(element(field(kind, { initial }))).toMatchObject(drawn);
  });

  it("is one of the options of a choice, or nothing", () => {
    expect(element(field("choice", { options, initial: "b" }))).toMatchObject({ initial_option: { value: "b" } });
    expect(element(field("choice", { options, initial: "gone" }))).not.toHaveProperty("initial_option");
  });

  it("is nothing where Slack couldn't show it", () => {
    expect(element(field("person", { initial: { platform: "teams", workspace: "x", id: "y" } }))).not.toHaveProperty(
      "initial_user",
    );
    expect(element(field("email", { initial: "not an address" }))).not.toHaveProperty("initial_value");
    expect(element(field("text", { initial: "" }))).not.toHaveProperty("initial_value");
  });

  it("is cut to what the field takes", () => {
    expect(element(field("longText", { initial: "x".repeat(5000) }))).toMatchObject({
      max_length: 3000,
      initial_value: `${"x".repeat(2999)}…`,
    });
    expect(element(field("text", { initial: "too long", maxLength: 5 }))).toMatchObject({
      max_length: 5,
      initial_value: "too…",
    });
  });
});

describe("a form", () => {
  const place = {
    platform: "slack",
    workspace: "T1",
    channel: "C1",
    thread: "1.2",
    link: "https://acme.slack.com/x",
  } as const;

  it("carries what it is about through Slack and back", () => {
    const about = { case: "c1", of: "R1", place };
    const view = toModal(form([field("text")], { about }), now);
    expect(formOf({ callback_id: view.callback_id ?? "", private_metadata: view.private_metadata ?? "" })).toEqual({
      id: "offerRemedy",
      about,
    });
  });

  it("is nobody's when the window is not one of our forms", () => {
    const notice = noticeModal(["Done"], now);
    expect(formOf({ callback_id: notice.callback_id ?? "", private_metadata: "" })).toBeUndefined();
    expect(formOf({ callback_id: "form:x", private_metadata: "{" })).toBeUndefined();
    expect(formOf({ callback_id: "form:x", private_metadata: "{}" })).toBeUndefined();
  });

  it("has a title, labels and an intro that Slack takes, however long", () => {
    const long = "word ".repeat(900);
    const fields = Array.from({ length: 10 }, (_, index) =>
      field("choice", { id: `f${index}`, label: long, hint: long, options: [{ id: "a", label: long }] }),
    );
    const intro = Array.from({ length: 120 }, () => ({ text: [long] }));
    const view = toModal(form(fields, { title: long, submit: long, intro }), now);
    expect(faultsInView(view)).toEqual([]);
    // The fields are what matters: the intro gives way.
    expect(view.blocks.filter(({ type }) => type === "input")).toHaveLength(10);
  });

  it("refuses to be about more than ids", () => {
    expect(() => toModal(form([field("text")], { about: { of: "x".repeat(4000) } }), now)).toThrow(RangeError);
  });

  it("says who was picked in it", () => {
    expect(
      pickedUsers({
        a: {
          value: {
            type: "users_select",
            value: undefined,
            selected_user: "U1",
            selected_date_time: undefined,
            selected_option: undefined,
          },
        },
        b: {},
      }),
    ).toEqual(["U1"]);
  });
});

describe("errors", () => {
  it("stand at their field", () => {
    expect(toViewErrors({ amount: "Too much." }, ["reason", "amount"])).toEqual({ amount: "Too much." });
  });

  it("stand at the first field where Slack has no such field", () => {
    expect(toViewErrors({ owner: "Nobody.", other: "Also." }, ["reason"])).toEqual({ reason: "Nobody. Also." });
  });

  it("can't stand in a form without fields", () => {
    expect(toViewErrors({ a: "b" }, [])).toBeUndefined();
  });
});

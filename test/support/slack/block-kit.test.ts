import { describe, expect, it } from "vitest";
import { faultsInMessage, faultsInView, spellOut } from "./block-kit.ts";
import type { Fields } from "./shapes.ts";

const long = (length: number) => "x".repeat(length);
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const plain = (text: string) => ({ type: "plain_text", text });
const marked = (text: string) => ({ type: "mrkdwn", text });
const button = (more: object = {}) => ({ type: "button", text: plain("Go"), ...more });
const option = (text: string, value = text, more: object = {}) => ({ text: plain(text), value, ...more });
const options = (count: number) => times(count, (index) => option(`Option ${index}`));
const select = (more: object = {}) => ({ type: "static_select", options: options(2), ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const section = (more: object = {}) => ({ type: "section", text: marked("Hello"), ...more });
const input = (element: object, more: object = {}) => ({ type: "input", label: plain("Label"), element, ...more });
const words = (more: object = {}) => ({ type: "plain_text_input", ...more });
const confirm = (more: object = {}) => ({
  title: plain("Sure?"),
  text: marked("It can't be undone."),
  confirm: plain("Yes"),
  deny: plain("No"),
  ...more,
});

const message = (...blocks: object[]) => faultsInMessage(blocks).map(spellOut);
const modalOf = (blocks: object[], more: object = {}): Fields => ({
  type: "modal",
  title: plain("Title"),
  submit: plain("Send"),
  blocks,
  ...more,
});
const modal = (...blocks: object[]) => faultsInView(modalOf(blocks)).map(spellOut);
const view = (more: object) => faultsInView(modalOf([section()], more)).map(spellOut);
const home = (...blocks: object[]) => faultsInView({ type: "home", blocks }).map(spellOut);

/** Each limit: what fits exactly, and what is one over. */
const limits: readonly [name: string, max: number, faults: (size: number) => readonly string[]][] = [
  ["blocks in a message", 50, (n) => message(...times(n, () => ({ type: "divider" })))],
  ["blocks in a modal", 100, (n) => modal(...times(n, () => ({ type: "divider" })))],
  ["blocks in a home view", 100, (n) => home(...times(n, () => ({ type: "divider" })))],
  ["a header", 150, (n) => message({ type: "header", text: plain(long(n)) })],
  ["a section's text", 3000, (n) => message(section({ text: marked(long(n)) }))],
  ["a section's fields", 10, (n) => message({ type: "section", fields: times(n, () => marked("x")) })],
  ["a field", 2000, (n) => message({ type: "section", fields: [marked(long(n))] })],
  ["a context", 10, (n) => message({ type: "context", elements: times(n, () => marked("x")) })],
  ["an actions block", 25, (n) => message(actions(...times(n, () => button())))],
  ["a button's label", 75, (n) => message(actions(button({ text: plain(long(n)) })))],
  ["a button's value", 2000, (n) => message(actions(button({ value: long(n) })))],
  ["a button's link", 3000, (n) => message(actions(button({ url: long(n) })))],
  ["a button's spoken label", 75, (n) => message(actions(button({ accessibility_label: long(n) })))],
  ["an action id", 255, (n) => message(actions(button({ action_id: long(n) })))],
  ["a block id", 255, (n) => message(section({ block_id: long(n) }))],
  ["an option's label", 75, (n) => message(actions(select({ options: [option(long(n), "v")] })))],
  ["an option's value", 150, (n) => message(actions(select({ options: [option("Label", long(n))] })))],
  [
    "an option's description",
    75,
    (n) => message(actions(select({ options: [option("a", "a", { description: plain(long(n)) })] }))),
  ],
  ["options of a select", 100, (n) => message(actions(select({ options: options(n) })))],
  ["options of an overflow menu", 5, (n) => message(actions({ type: "overflow", options: options(n) }))],
  ["options of radio buttons", 10, (n) => message(actions({ type: "radio_buttons", options: options(n) }))],
  ["options of checkboxes", 10, (n) => message(actions({ type: "checkboxes", options: options(n) }))],
  ["a placeholder", 150, (n) => message(actions(select({ placeholder: plain(long(n)) })))],
  ["a confirm dialog's title", 100, (n) => message(actions(button({ confirm: confirm({ title: plain(long(n)) }) })))],
  ["a confirm dialog's text", 300, (n) => message(actions(button({ confirm: confirm({ text: plain(long(n)) }) })))],
  ["a confirm dialog's yes", 30, (n) => message(actions(button({ confirm: confirm({ confirm: plain(long(n)) }) })))],
  ["a confirm dialog's no", 30, (n) => message(actions(button({ confirm: confirm({ deny: plain(long(n)) }) })))],
  [
    "an image's description",
    2000,
    (n) => message({ type: "image", image_url: "https://a.example/a.png", alt_text: long(n) }),
  ],
  ["a modal's title", 24, (n) => view({ title: plain(long(n)) })],
  ["a modal's submit", 24, (n) => view({ submit: plain(long(n)) })],
  ["a modal's close", 24, (n) => view({ close: plain(long(n)) })],
  ["private metadata", 3000, (n) => view({ private_metadata: long(n) })],
  ["a callback id", 255, (n) => view({ callback_id: long(n) })],
  ["a label", 2000, (n) => modal(input(words(), { label: plain(long(n)) }))],
  ["a hint", 2000, (n) => modal(input(words(), { hint: plain(long(n)) }))],
  ["max_length", 3000, (n) => modal(input(words({ max_length: n })))],
  ["an initial value", 3000, (n) => modal(input(words({ initial_value: long(n) })))],
  ["an initial value under max_length", 20, (n) => modal(input(words({ max_length: 20, initial_value: long(n) })))],
];

describe("limits of Block Kit", () => {
  it.each(limits)("%s: takes %i and refuses one more", (_name, max, faults) => {
    expect(faults(max)).toEqual([]);
    expect(faults(max + 1)).not.toEqual([]);
  });

  it("says what is wrong and where in Slack's words", () => {
    expect(message(section(), section({ text: marked(long(3001)) }))).toEqual([
      "must be less than 3001 characters [json-pointer:/blocks/1/text/text]",
    ]);
    expect(message(actions(...times(26, () => button())))).toEqual([
      "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ]);
  });
});

/** Each of these Slack refuses, for a reason other than length. */
const refused: readonly [why: string, faults: readonly string[]][] = [
  ["empty text", message(section({ text: marked("") }))],
  ["a button without words", message(actions(button({ text: plain("") })))],
  ["mrkdwn in a header", message({ type: "header", text: marked("Hello") })],
  ["mrkdwn on a button", message(actions(button({ text: marked("Go") })))],
  ["mrkdwn in a select's option", message(actions(select({ options: [{ text: marked("A"), value: "a" }] })))],
  ["mrkdwn as a placeholder", message(actions(select({ placeholder: marked("Choose") })))],
  ["emoji in mrkdwn", message(section({ text: { type: "mrkdwn", text: "Hi", emoji: true } }))],
  ["a plain string for text", message(section({ text: "Hello" }))],
  ["a section with nothing in it", message({ type: "section" })],
  ["an unknown block", message({ type: "panel" })],
  ["an unknown element", message(actions({ type: "slider" }))],
  ["an unknown field", message(actions(button({ disabled: true })))],
  ["a style that isn't", message(actions(button({ style: "default" })))],
  ["an empty actions block", message(actions())],
  ["an empty context", message({ type: "context", elements: [] })],
  ["a button in a context", message({ type: "context", elements: [button()] })],
  ["an image without a description", message({ type: "image", image_url: "https://a.example/a.png" })],
  ["an input in a message", message(input(words()))],
  ["a text input among actions", message(actions(words()))],
  ["a date-time picker beside a section", message(section({ accessory: { type: "datetimepicker" } }))],
  ["a date-time picker on a home tab", home(actions({ type: "datetimepicker" }))],
  ["an email input on a home tab", home(input({ type: "email_text_input" }))],
  ["a button as an input", modal(input(button()))],
  ["markdown in a modal", modal({ type: "markdown", text: "# Hello" })],
  ["two blocks with one id", message(section({ block_id: "a" }), section({ block_id: "a" }))],
  ["one action id twice in a block", message(actions(button({ action_id: "a" }), button({ action_id: "a" })))],
  ["two options with one value", message(actions(select({ options: [option("A", "v"), option("B", "v")] })))],
  ["no options", message(actions(select({ options: [] })))],
  ["neither options nor groups", message(actions({ type: "static_select" }))],
  ["an initial option not on offer", message(actions(select({ initial_option: option("Elsewhere") })))],
  [
    "a link in a select's option",
    message(actions(select({ options: [option("A", "a", { url: "https://a.example" })] }))),
  ],
  ["a confirm dialog without a question", message(actions(button({ confirm: { title: plain("Sure?") } })))],
  ["min above max", modal(input(words({ min_length: 9, max_length: 3 })))],
  ["an initial value under min_length", modal(input(words({ min_length: 9, initial_value: "short" })))],
  ["a date-time in milliseconds", modal(input({ type: "datetimepicker", initial_date_time: 1_628_633_820_000 }))],
  [
    "two fields that want the focus",
    modal(input(words({ focus_on_load: true })), input(words({ focus_on_load: true }))),
  ],
  [
    "inputs without a submit button",
    faultsInView({ type: "modal", title: plain("T"), blocks: [input(words())] }).map(spellOut),
  ],
  ["a modal without a title", faultsInView({ type: "modal", blocks: [section()] }).map(spellOut)],
  ["a title on a home view", faultsInView({ type: "home", title: plain("T"), blocks: [] }).map(spellOut)],
  ["submit_disabled", view({ submit_disabled: true })],
  [
    "rich text of unknown parts",
    message({ type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "shout" }] }] }),
  ],
];

describe("what Slack does not know", () => {
  it.each(refused)("refuses %s", (_why, faults) => {
    expect(faults).not.toEqual([]);
  });
});

describe("what Slack takes", () => {
  it("a whole card", () => {
    expect(
      message(
        { type: "header", text: plain("AM-1 · Parcel came open") },
        section({ fields: [marked("*Owner*\nNobody yet")], accessory: button({ url: "https://a.example" }) }),
        {
          type: "rich_text",
          elements: [{ type: "rich_text_quote", elements: [{ type: "text", text: "It was <!channel> wet" }] }],
        },
        { type: "context", elements: [marked("Due <!date^1700000000^{time}|soon>")] },
        { type: "divider" },
        actions(button({ style: "primary", value: "{}", confirm: confirm() }), select({ placeholder: plain("More") })),
      ),
    ).toEqual([]);
  });

  it("one action id in two blocks", () => {
    expect(message(actions(button({ action_id: "a" })), actions(button({ action_id: "a" })))).toEqual([]);
  });

  it("a whole form", () => {
    expect(
      modal(
        section(),
        input(words({ multiline: true, max_length: 3000, initial_value: long(3000) })),
        input({ type: "users_select" }, { optional: true }),
        input({ type: "email_text_input", placeholder: plain("name@example.com") }, { hint: plain("For the survey") }),
        input(select({ options: options(2), initial_option: option("Option 0") })),
        input({ type: "datetimepicker", initial_date_time: 1_700_000_000 }),
        input({ type: "radio_buttons", options: [{ text: marked("*A*"), value: "a" }] }),
        input({ type: "number_input", is_decimal_allowed: true, min_value: "0" }),
      ),
    ).toEqual([]);
  });

  it("an empty home tab", () => {
    expect(home()).toEqual([]);
  });
});

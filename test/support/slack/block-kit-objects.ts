import { byType, type Check, flag, list, oneOf, shape, type Together, text } from "./block-kit-checks.ts";
import { type Fields, fieldsList, textIn } from "./shapes.ts";

/** Composition objects: the small things blocks and elements are made of. Limits: docs.slack.dev/reference/block-kit. */

export const plainText = (max: number): Check => byType({ plain_text: shape({ text: text(max) }, { emoji: flag }) });
const mrkdwn = (max: number): Check => shape({ text: text(max) }, { verbatim: flag });
export const anyText = (max: number): Check =>
  byType({ plain_text: shape({ text: text(max) }, { emoji: flag }), mrkdwn: mrkdwn(max) });

export const actionId = text(255);
export const blockId = text(255);
export const placeholder = plainText(150);
export const link = text(3000);
export const colorScheme = oneOf("primary", "danger");

export const confirmation = shape(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: colorScheme },
);

/** `value`: 150 since 2024, says the reference (the types still say 75). Only overflow menus may have links. */
const option = (words: Check, more: Record<string, Check> = {}): Check =>
  shape({ text: words, value: text(150) }, { description: plainText(75), ...more });
export const menuOption = option(plainText(75));
export const overflowOption = option(plainText(75), { url: link });
export const choiceOption = option(anyText(75));

export const optionGroup = shape({ label: plainText(75), options: list(menuOption, 100) });

/** Every option an element offers, its groups' included. */
export const optionsOf = (element: Fields): readonly Fields[] => [
  ...fieldsList(element.options),
  ...fieldsList(element.option_groups).flatMap((group) => fieldsList(group.options)),
];

/** Values must differ, or a choice could not be told from another; what is chosen at first must be on offer. */
export const optionsAgree: Together = (element, pointer, report) => {
  const options = optionsOf(element);
  const values = options.map((each) => textIn(each.value));
  if (new Set(values).size !== values.length) report("option values must be unique", `${pointer}/options`);
  const offered = new Set(options.map((each) => JSON.stringify(each)));
  const initial = [element.initial_option, ...fieldsList(element.initial_options)];
  if (initial.some((each) => each !== undefined && !offered.has(JSON.stringify(each))))
    report("initial option must match one of the options", pointer);
};

export const exactlyOne =
  (...names: readonly string[]): Together =>
  (fields, pointer, report) => {
    if (names.filter((name) => name in fields).length !== 1)
      report(`must define either \`${names.join("` or `")}\`, and only one`, pointer);
  };

import type {
  ActionsBlock,
  ActionsBlockElement,
  ConfirmationDialog,
  PlainTextElement,
  Button as SlackButton,
  StaticSelect,
} from "@slack/types";
import type { Button, Card } from "../../../src/views/elements.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { limits } from "./limits.ts";
import { toButtonValue, toOptionValue } from "./press-value.ts";

/** The controls of a card: its buttons in a row, and everything else under one menu named `More`. */

export const plainText = (text: string, max: number): PlainTextElement => ({
  type: "plain_text",
  text: cut(text, max),
});

export const pressId = "press";
export const moreId = "more";

const confirmation = ({ label, confirm, style }: Button & { confirm: string }): ConfirmationDialog => ({
  title: plainText(label, limits.confirmTitle),
  text: plainText(confirm, limits.confirmText),
  confirm: plainText(label, limits.confirmButton),
  deny: plainText("Cancel", limits.confirmButton),
  ...(style ? { style } : {}),
});

/** The number keeps ids apart where one act stands on a card twice; what is pressed is in the value. */
const button = (shown: Button, index: number): SlackButton => {
  const { label, press, style, confirm, spoken } = shown;
  return {
    type: "button",
    action_id: cut(`${pressId}:${press.act}:${index}`, limits.actionId),
    text: plainText(label, limits.buttonText),
    value: toButtonValue(press),
    ...(style ? { style } : {}),
    ...(confirm ? { confirm: confirmation({ ...shown, confirm }) } : {}),
    ...(spoken ? { accessibility_label: cut(spoken, limits.accessibilityLabel) } : {}),
  };
};

const menu = (options: readonly { label: string; value: string }[]): StaticSelect => ({
  type: "static_select",
  action_id: moreId,
  placeholder: plainText("More", limits.placeholder),
  options: options.map(({ label, value }) => ({ text: plainText(label, limits.optionText), value })),
});

/**
 * A confirmation of a menu would be asked for each of its rows alike, so a row with its own question becomes a button. So
 * does a press that is too long for an option (150 characters) or already in the menu, and a row beyond the hundredth.
 */
const menuRow = ({ label, press, confirm }: Button): { label: string; value: string } | undefined => {
  const value = confirm ? undefined : toOptionValue(press);
  return value === undefined ? undefined : { label, value };
};

/**
 * `stamp` makes the blocks' ids new in every rendering: Slack keeps what was chosen in a menu for as long as its block id
 * stays, and an option that is still chosen can't be chosen again.
 */
export const controls = ({ buttons, more }: Pick<Card, "buttons" | "more">, stamp: string): ActionsBlock[] => {
  const rows = more.map((shown) => ({ shown, row: menuRow(shown) }));
  const inMenu = rows
    .flatMap(({ row }) => (row ? [row] : []))
    .filter((row, index, all) => all.findIndex(({ value }) => value === row.value) === index)
    .slice(0, limits.options);
  const besides = rows.flatMap(({ shown, row }) => (row && inMenu.includes(row) ? [] : [shown]));
  const drawn: ActionsBlockElement[] = [...buttons, ...besides].map(button);
  const menus: ActionsBlockElement[] = inMenu.length > 0 ? [menu(inMenu)] : [];
  // The menu follows the card's own buttons, before any row that had to become one.
  const all = [...drawn.slice(0, buttons.length), ...menus, ...drawn.slice(buttons.length)];
  return Array.from({ length: Math.ceil(all.length / limits.actionElements) }, (_, row) => ({
    type: "actions",
    block_id: `actions-${stamp}-${row}`,
    elements: all.slice(row * limits.actionElements, (row + 1) * limits.actionElements),
  }));
};

import { elementsOf } from "./block-kit.ts";
import { optionsOf } from "./block-kit-objects.ts";
import { type Fields, fieldsIn, textIn, wordsOf } from "./shapes.ts";

/** Something a person can press or fill in: the element, its block, and the words it is known by. */
export type Control = { readonly block: Fields; readonly element: Fields; readonly label: string };

const menus = ["static_select", "overflow", "radio_buttons", "checkboxes", "multi_static_select"];

/** An overflow menu shows only "…"; Slack's own screen-reader name for it is "More actions". */
const labelOf = (block: Fields, element: Fields): string =>
  (block.type === "input" ? wordsOf(block.label) : "") ||
  wordsOf(element.text) ||
  wordsOf(element.placeholder) ||
  (element.type === "overflow" ? "More" : wordsOf(block.text));

export const controlsIn = (blocks: readonly Fields[]): readonly Control[] =>
  blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element, label: labelOf(block, element) })));

export const isMenu = (element: Fields): boolean => menus.includes(textIn(element.type));
export const optionLabels = (element: Fields): readonly string[] =>
  optionsOf(element).map((option) => wordsOf(option.text));

/** A control, and for a menu the option in it that was meant. */
export type Pressed = { readonly control: Control; readonly option?: Fields };

/**
 * What a person means by a word: a button's label, an option's label, `Menu > Option` where that is not enough, or an
 * action id. @throws when nothing or more than one thing is called that.
 */
export const findPressed = (blocks: readonly Fields[], selector: string): Pressed => {
  const controls = controlsIn(blocks);
  const [menu, option] = selector.includes(" > ") ? selector.split(" > ") : [undefined, selector];
  const inMenus = controls
    .filter(({ element, label }) => isMenu(element) && (menu === undefined || label === menu))
    .flatMap((control) =>
      optionsOf(control.element)
        .filter((each) => wordsOf(each.text) === option)
        .map((each): Pressed => ({ control, option: each })),
    );
  const buttons = controls
    .filter(({ element, label }) => element.type === "button" && (label === selector || element.action_id === selector))
    .map((control): Pressed => ({ control }));
  const found = [...buttons, ...inMenus];
  const [only] = found;
  if (only && found.length === 1) return only;
  const offered = controls.map(({ element, label }) =>
    isMenu(element) ? `${label} > ${optionLabels(element).join(" | ")}` : label,
  );
  throw new Error(
    `${found.length === 0 ? "Nothing" : "More than one thing"} here is called “${selector}”. ` +
      `There is: ${offered.join(", ") || "nothing to press"}`,
  );
};

export const confirmOf = (pressed: Pressed): { title: string; text: string; yes: string; no: string } | undefined => {
  const confirm = pressed.control.element.confirm;
  if (confirm === undefined) return undefined;
  const { title, text, confirm: yes, deny } = fieldsIn(confirm);
  return { title: wordsOf(title), text: wordsOf(text), yes: wordsOf(yes), no: wordsOf(deny) };
};

import type { Button, Card } from "../../../src/views/elements.ts";
import { actOf } from "../../../src/views/presses.ts";
import { cut } from "../../../src/views/words/cut.ts";
import { labels } from "../words.ts";
import type { Action, ActionSet, Element, Execute, Submit } from "./elements.ts";
import { limits } from "./limits.ts";
import { carryPress } from "./press-value.ts";
import { blockElements } from "./rich-text.ts";

/** The controls of a card: its buttons in rows, and everything else behind one control named `More`. */

const styles = { primary: "positive", danger: "destructive" } as const;

const tooltip = (words: string | undefined) => (words ? { tooltip: cut(words, limits.tooltip) } : {});

const face = ({ label, style, spoken }: Button) => ({
  title: cut(label, limits.buttonText),
  ...(style ? { style: styles[style] } : {}),
  ...tooltip(spoken ?? (label.length > limits.buttonOnPhone ? label : undefined)),
});

/** Opens a form: only a submit may ask Teams for a dialog. */
const opening = (button: Button, stamp: string): Submit => ({
  type: "Action.Submit",
  ...face(button),
  data: { msteams: { type: "task/fetch" }, ...carryPress(button.press, stamp) },
});

/** Acts at once. Clients that don't know Action.Execute submit the same data as a message. */
const acting = (button: Button, stamp: string): Execute => {
  const data = carryPress(button.press, stamp);
  const shown = face(button);
  return {
    type: "Action.Execute",
    ...shown,
    verb: button.press.act,
    data,
    fallback: { type: "Action.Submit", ...shown, data },
  };
};

const action = (button: Button, stamp: string): Submit | Execute => {
  const act = actOf(button.press);
  return act && "opens" in act ? opening(button, stamp) : acting(button, stamp);
};

const question = (confirm: string): Element[] =>
  blockElements({ text: [confirm] }, { max: limits.text, names: () => undefined, mentions: false });

/** Cards have no question before a press, so the button shows it, with the press under it. */
const asked = (button: Button, stamp: string): Action =>
  button.confirm === undefined
    ? action(button, stamp)
    : {
        type: "Action.ShowCard",
        ...face(button),
        card: { type: "AdaptiveCard", body: [...question(button.confirm), ...rows([action(button, stamp)])] },
      };

const rows = (actions: readonly Action[]): ActionSet[] =>
  Array.from({ length: Math.ceil(actions.length / limits.buttonsInRow) }, (_, row) => ({
    type: "ActionSet",
    actions: actions.slice(row * limits.buttonsInRow, (row + 1) * limits.buttonsInRow),
  }));

/**
 * What is under `More` opens below the row, on a phone too; the client's own overflow menu can't hold a question, and older
 * clients don't have it. Cards that open in cards don't nest, so there a question stands above its button.
 */
const more = (buttons: readonly Button[], stamp: string): Action[] => {
  if (buttons.length === 0) return [];
  const plain = buttons.filter(({ confirm }) => confirm === undefined).map((button) => action(button, stamp));
  const questions = buttons.flatMap((button): Element[] =>
    button.confirm === undefined
      ? []
      : [
          {
            type: "Container",
            separator: true,
            items: [...question(button.confirm), ...rows([action(button, stamp)])],
          },
        ],
  );
  return [
    {
      type: "Action.ShowCard",
      title: labels.more,
      card: { type: "AdaptiveCard", body: [...rows(plain), ...questions] },
    },
  ];
};

/** `stamp` makes the presses of this rendering its own, see `press-value.ts`. */
export const controls = (card: Pick<Card, "buttons" | "more">, stamp: string): ActionSet[] =>
  rows([...card.buttons.map((button) => asked(button, stamp)), ...more(card.more, stamp)]);

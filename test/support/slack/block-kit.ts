import { blocksOn, type Surface } from "./block-kit-blocks.ts";
import { byType, type Check, type Fault, faultsOf, flag, list, type Report, shape, text } from "./block-kit-checks.ts";
import { elements } from "./block-kit-elements.ts";
import { plainText } from "./block-kit-objects.ts";
import { type Fields, fieldsIn, fieldsList, isFields, listIn, textIn } from "./shapes.ts";

/** What Slack's servers refuse in blocks and views: 50 blocks in a message, 100 in a modal or home view, and all below. */

/** Seen in bolt-js #2509 and #2867: the whole `blocks` argument counts, its JSON included. */
export const mostCharactersOfBlocks = 13_200;
/** "Error returned if the provided view is greater than 250kb." */
export const mostBytesOfView = 250 * 1024;

/** The interactive elements of one block, wherever its kind keeps them. */
export const elementsOf = (block: Fields): readonly Fields[] =>
  [...listIn(block.elements), block.accessory, block.element].filter(
    (each): each is Fields =>
      isFields(each) && typeof each.type === "string" && each.type !== "image" && each.type in elements,
  );

const idsAreUnique = (blocks: readonly Fields[], pointer: string, report: Report) => {
  const seen = new Set<unknown>();
  blocks.forEach((block, index) => {
    const id = block.block_id;
    if (id !== undefined && seen.has(id))
      report(`\`block_id\` already exists: ${String(id)}`, `${pointer}/${index}/block_id`);
    seen.add(id);
    const actions = new Set<unknown>();
    for (const element of elementsOf(block)) {
      const action = element.action_id;
      if (action !== undefined && actions.has(action))
        report(`\`action_id\` already exists in this block: ${String(action)}`, `${pointer}/${index}`);
      actions.add(action);
    }
  });
};

const oneFocus = (blocks: readonly Fields[], pointer: string, report: Report) => {
  const focused = blocks.flatMap(elementsOf).filter((element) => element.focus_on_load === true);
  if (focused.length > 1) report("only one element can have `focus_on_load`", pointer);
};

const blocksCheck =
  (surface: Surface, max: number, min: number): Check =>
  (value, pointer, report) => {
    list(blocksOn[surface], max, min)(value, pointer, report);
    idsAreUnique(fieldsList(value), pointer, report);
    oneFocus(fieldsList(value), pointer, report);
  };

const viewFields = { private_metadata: text(3000, 0), callback_id: text(255), external_id: text(255) };
const view = byType({
  modal: shape(
    { title: plainText(24), blocks: blocksCheck("modal", 100, 1) },
    { ...viewFields, close: plainText(24), submit: plainText(24), clear_on_close: flag, notify_on_close: flag },
    (fields, pointer, report) => {
      fieldsList(fields.blocks).forEach((block, index) => {
        if (block.type === "input" && !("submit" in fields))
          report("must define `submit` to use `input` block", `${pointer}/blocks/${index}/input`);
      });
    },
  ),
  home: shape({ blocks: blocksCheck("home", 100, 0) }, viewFields),
});

/** Every fault in the blocks of a message; none means that Slack would accept them. */
export const faultsInMessage = (blocks: unknown, pointer = "/blocks"): readonly Fault[] => {
  const faults = faultsOf(blocksCheck("message", 50, 0), blocks, pointer);
  const tables = fieldsList(blocks).filter((block) => block.type === "table");
  return tables.length > 1 ? [...faults, { message: "only one table allowed", pointer }] : faults;
};

/** Every fault in a modal or home view; none means that Slack would accept it. */
export const faultsInView = (value: unknown): readonly Fault[] => faultsOf(view, value, "/view");

export const charactersOfBlocks = (blocks: unknown): number => JSON.stringify(blocks ?? []).length;
export const bytesOfView = (value: unknown): number => Buffer.byteLength(JSON.stringify(value ?? null));

export const spellOut = (fault: Fault): string => `${fault.message} [json-pointer:${fault.pointer}]`;

const filled = (value: unknown, nextId: () => string): unknown => {
  if (Array.isArray(value)) return value.map((each) => filled(each, nextId));
  if (!isFields(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, filled(each, nextId)]));
  const type = textIn(value.type);
  if (type === "plain_text") return { ...inner, emoji: value.emoji ?? true };
  if (type === "mrkdwn") return { ...inner, verbatim: value.verbatim ?? false };
  if (type in elements && type !== "image") return { ...inner, action_id: value.action_id ?? nextId() };
  return inner;
};

/** As Slack stores what it accepted: ids for blocks and elements without one, and the defaults of text objects. */
export const settled = (blocks: unknown, nextId: () => string): readonly Fields[] =>
  fieldsList(blocks).map((block) => ({ ...fieldsIn(filled(block, nextId)), block_id: block.block_id ?? nextId() }));

/** A view's definition with the defaults of its title and buttons. */
export const settledView = (definition: Fields, nextId: () => string): Fields => {
  const words = ["title", "submit", "close"].filter((name) => name in definition);
  return { ...definition, ...Object.fromEntries(words.map((name) => [name, filled(definition[name], nextId)])) };
};

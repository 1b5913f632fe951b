import type { Directory } from "./directory.ts";
import { type Reader, type Shown, showMrkdwn } from "./mrkdwn.ts";
import { type Fields, fieldsIn, fieldsList, textIn, wordsOf } from "./shapes.ts";
import { wordsInZone } from "./slack-dates.ts";

/** Blocks as a person reads them: one line of plain words for each thing shown. */

type Draw = (block: Fields, draw: Pen) => readonly Shown[];
type Pen = { text: (textObject: unknown) => Shown; rich: (element: Fields) => Shown };

const nothing: Shown = { text: "", mentions: [] };
const joined = (parts: readonly Shown[], between = ""): Shown => ({
  text: parts.map((part) => part.text).join(between),
  mentions: parts.flatMap((part) => part.mentions),
});

const kinds: Readonly<Record<string, Draw>> = {
  header: (block, pen) => [pen.text(block.text)],
  section: (block, pen) => [
    ...(block.text === undefined ? [] : [pen.text(block.text)]),
    ...fieldsList(block.fields).map((field) => {
      const { text, mentions } = pen.text(field);
      return { text: text.replaceAll("\n", " "), mentions };
    }),
  ],
  context: (block, pen) => [
    joined(
      fieldsList(block.elements).map((element) => (element.type === "image" ? nothing : pen.text(element))),
      " ",
    ),
  ],
  image: (block) => [{ text: textIn(block.alt_text), mentions: [] }],
  input: (block, pen) => [pen.text(block.label), ...(block.hint === undefined ? [] : [pen.text(block.hint)])],
  markdown: (block, pen) => [pen.text({ type: "mrkdwn", text: block.text })],
  rich_text: (block, pen) => fieldsList(block.elements).map(pen.rich),
  table: (block, pen) =>
    (Array.isArray(block.rows) ? block.rows : []).map((row: unknown) =>
      joined(
        fieldsList(row).map((cell) =>
          cell.type === "raw_text"
            ? { text: textIn(cell.text), mentions: [] }
            : joined(fieldsList(cell.elements).map(pen.rich)),
        ),
        " | ",
      ),
    ),
};

const richInline = (element: Fields, directory: Directory, reader: Reader): Shown => {
  const asMrkdwn = (inner: string) => showMrkdwn(`<${inner}>`, directory, reader);
  switch (element.type) {
    case "user":
      return asMrkdwn(`@${textIn(element.user_id)}`);
    case "usergroup":
      return asMrkdwn(`!subteam^${textIn(element.usergroup_id)}`);
    case "broadcast":
      return asMrkdwn(`!${textIn(element.range)}`);
    case "channel":
      return asMrkdwn(`#${textIn(element.channel_id)}`);
    case "emoji":
      return { text: `:${textIn(element.name)}:`, mentions: [] };
    case "date":
      return {
        text: wordsInZone(Number(element.timestamp), textIn(element.format), reader) ?? textIn(element.fallback),
        mentions: [],
      };
    case "link":
      return { text: textIn(element.text) || textIn(element.url), mentions: [] };
    default:
      return { text: textIn(element.text), mentions: [] };
  }
};

/** What the reader sees of these blocks, line by line, and the names that would be notified. */
export const drawBlocks = (blocks: readonly Fields[], directory: Directory, reader: Reader): Shown => {
  const pen: Pen = {
    text: (value) => {
      const textObject = fieldsIn(value);
      return textObject.type === "mrkdwn"
        ? showMrkdwn(textIn(textObject.text), directory, reader)
        : { text: wordsOf(textObject), mentions: [] };
    },
    rich: (element) =>
      element.type === "rich_text_list"
        ? joined(
            fieldsList(element.elements)
              .map(pen.rich)
              .map((item) => ({ ...item, text: `• ${item.text}` })),
            "\n",
          )
        : joined(fieldsList(element.elements).map((inline) => richInline(inline, directory, reader))),
  };
  const shown = blocks.flatMap((block) => kinds[textIn(block.type)]?.(block, pen) ?? []);
  return joined(
    shown.filter((part) => part.text !== ""),
    "\n",
  );
};

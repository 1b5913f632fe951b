import { byType, type Check, flag, integer, list, oneOf, shape, text } from "./block-kit-checks.ts";

/** Rich text: what people's own messages are made of, and the one way to show typed words without escaping. */

const style = { style: shape({}, { bold: flag, italic: flag, strike: flag, code: flag, underline: flag }) };
const anyLength = 13_200;
const id = text(40);

const inline: Record<string, Check> = {
  text: shape({ text: text(anyLength) }, style),
  emoji: shape({ name: text(100) }, { unicode: text(100), ...style }),
  link: shape({ url: text(3000) }, { text: text(anyLength), unsafe: flag, ...style }),
  user: shape({ user_id: id }, style),
  usergroup: shape({ usergroup_id: id }, style),
  channel: shape({ channel_id: id }, style),
  broadcast: shape({ range: oneOf("here", "channel", "everyone") }, style),
  date: shape(
    { timestamp: integer(0, 9_999_999_999), format: text(300) },
    { url: text(3000), fallback: text(300), ...style },
  ),
};
const words = list(byType(inline), 1000);
const section = shape({ elements: words });
const border = { border: integer(0, 1) };

export const richTextElement = byType({
  rich_text_section: section,
  rich_text_quote: shape({ elements: words }, border),
  rich_text_preformatted: shape(
    { elements: list(byType({ text: inline.text ?? section, link: inline.link ?? section }), 1000) },
    border,
  ),
  rich_text_list: shape(
    { elements: list(byType({ rich_text_section: section }), 1000), style: oneOf("bullet", "ordered") },
    { indent: integer(0, 8), offset: integer(0, 10_000), ...border },
  ),
});

export const richText = shape({ elements: list(richTextElement, 1000) });

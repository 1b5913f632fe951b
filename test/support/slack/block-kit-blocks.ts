import { byType, type Check, flag, list, oneOf, pick, shape, type Together, text } from "./block-kit-checks.ts";
import { elements, image } from "./block-kit-elements.ts";
import { anyText, blockId, exactlyOne, link, plainText } from "./block-kit-objects.ts";
import { richText, richTextElement } from "./block-kit-rich-text.ts";

/** One row per block, and which of them each surface knows. Limits: docs.slack.dev/reference/block-kit/blocks. */

export type Surface = "message" | "modal" | "home";

const named = { block_id: blockId };
const pickers = ["static_select", "external_select", "users_select", "conversations_select", "channels_select"];
const manyPickers = ["multi_static_select", "multi_users_select"];
const choices = ["checkboxes", "radio_buttons", "datepicker", "timepicker", ...pickers, ...manyPickers];

/** Elements that work only on some surfaces. */
const elsewhere: Readonly<Record<string, readonly Surface[]>> = {
  datetimepicker: ["message", "modal"],
  email_text_input: ["modal"],
  url_text_input: ["modal"],
  number_input: ["modal"],
};
const on = (surface: Surface, names: readonly string[]): Check =>
  byType(
    pick(
      elements,
      names.filter((name) => elsewhere[name]?.includes(surface) ?? true),
    ),
  );

const textOrFields: Together = (section, pointer, report) => {
  if (!("text" in section) && !("fields" in section)) report("must define either `text` or `fields`", pointer);
};

const imageBlock = shape(
  { alt_text: text(2000) },
  { ...named, title: plainText(2000), image_url: link, slack_file: shape({}, { id: text(40), url: link }) },
  exactlyOne("image_url", "slack_file"),
);

const cell = byType({ raw_text: shape({ text: text(3000) }), rich_text: richText });
const table = shape(
  { rows: list(list(cell, 20), 100) },
  {
    ...named,
    column_settings: list(shape({}, { align: oneOf("left", "center", "right"), is_wrapped: flag }), 20),
  },
);

const everywhere = (surface: Surface): Record<string, Check> => ({
  divider: shape({}, named),
  header: shape({ text: plainText(150) }, named),
  section: shape(
    {},
    {
      ...named,
      text: anyText(3000),
      fields: list(anyText(2000), 10),
      expand: flag,
      accessory: on(surface, ["button", "image", "overflow", ...choices]),
    },
    textOrFields,
  ),
  context: shape({ elements: list(byType({ image, ...contextTexts }), 10) }, named),
  actions: shape({ elements: list(on(surface, ["button", "overflow", "datetimepicker", ...choices]), 25) }, named),
  image: imageBlock,
  rich_text: shape({ elements: list(richTextElement, 1000) }, named),
});

const contextTexts = {
  plain_text: shape({ text: text(3000) }, { emoji: flag }),
  mrkdwn: shape({ text: text(3000) }, { verbatim: flag }),
};

const inputs = ["plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"];
const input = (surface: Surface): Check =>
  shape(
    { label: plainText(2000), element: on(surface, [...inputs, "datetimepicker", ...choices]) },
    { ...named, hint: plainText(2000), optional: flag, dispatch_action: flag },
  );

/**
 * Blocks of Slack's newer families (cards, alerts, videos, data tables …) are refused until a row here knows their limits.
 * Input blocks in messages are refused too: Slack has accepted and refused them over the years.
 */
export const blocksOn: Readonly<Record<Surface, Check>> = {
  message: byType({ ...everywhere("message"), markdown: shape({ text: text(12_000) }, named), table }),
  modal: byType({ ...everywhere("modal"), input: input("modal") }),
  home: byType({ ...everywhere("home"), input: input("home") }),
};

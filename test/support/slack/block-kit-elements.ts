import { type Check, flag, integer, list, matching, oneOf, shape, type Together, text } from "./block-kit-checks.ts";
import {
  actionId,
  choiceOption,
  colorScheme,
  confirmation,
  exactlyOne,
  link,
  menuOption,
  optionGroup,
  optionsAgree,
  overflowOption,
  placeholder,
  plainText,
} from "./block-kit-objects.ts";
import { richText } from "./block-kit-rich-text.ts";

/** One row per element. Limits: docs.slack.dev/reference/block-kit/block-elements. */

const acts = { action_id: actionId };
const asks = { ...acts, confirm: confirmation };
const focus = { focus_on_load: flag };
const picks = { ...asks, ...focus, placeholder };
const dispatch = {
  dispatch_action_config: shape({}, { trigger_actions_on: list(oneOf("on_enter_pressed", "on_character_entered"), 2) }),
};
const types = { ...acts, ...focus, ...dispatch, placeholder };
const id = text(40);
const manyIds = list(id, 100);
const atMost = { max_selected_items: integer(1, 100) };

const staticOptions = { options: list(menuOption, 100), option_groups: list(optionGroup, 100) };
const eitherOptions: Together = (fields, pointer, report) => {
  exactlyOne("options", "option_groups")(fields, pointer, report);
  optionsAgree(fields, pointer, report);
};

/** `initial_value` must itself be something a person could have typed into this input. */
const lengthsAgree: Together = (fields, pointer, report) => {
  const { initial_value: initial, min_length: min, max_length: max } = fields;
  if (typeof min === "number" && typeof max === "number" && min > max)
    report("min_length must not be greater than max_length", pointer);
  if (typeof initial !== "string") return;
  if (typeof max === "number" && initial.length > max)
    report(`must be less than ${max + 1} characters`, `${pointer}/initial_value`);
  if (typeof min === "number" && initial.length < min)
    report(`must be more than ${min - 1} characters`, `${pointer}/initial_value`);
};

const number = matching(/^-?\d+(\.\d+)?$/, "a number in a string");
const conversationFilter = shape(
  {},
  {
    include: list(oneOf("im", "mpim", "private", "public"), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
);
const slackFile = shape({}, { id, url: link });
export const image = shape(
  { alt_text: text(2000) },
  { image_url: link, slack_file: slackFile },
  exactlyOne("image_url", "slack_file"),
);

export const elements: Readonly<Record<string, Check>> = {
  image,
  button: shape(
    { text: plainText(75) },
    { ...asks, value: text(2000), url: link, style: colorScheme, accessibility_label: text(75) },
  ),
  overflow: shape({ options: list(overflowOption, 5) }, asks, optionsAgree),
  static_select: shape({}, { ...picks, ...staticOptions, initial_option: menuOption }, eitherOptions),
  multi_static_select: shape(
    {},
    { ...picks, ...staticOptions, ...atMost, initial_options: list(menuOption, 100) },
    eitherOptions,
  ),
  external_select: shape({}, { ...picks, min_query_length: integer(0, 300), initial_option: menuOption }),
  users_select: shape({}, { ...picks, initial_user: id }),
  multi_users_select: shape({}, { ...picks, ...atMost, initial_users: manyIds }),
  conversations_select: shape(
    {},
    {
      ...picks,
      initial_conversation: id,
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: conversationFilter,
    },
  ),
  channels_select: shape({}, { ...picks, initial_channel: id, response_url_enabled: flag }),
  radio_buttons: shape(
    { options: list(choiceOption, 10) },
    { ...asks, ...focus, initial_option: choiceOption },
    optionsAgree,
  ),
  checkboxes: shape(
    { options: list(choiceOption, 10) },
    { ...asks, ...focus, initial_options: list(choiceOption, 10) },
    optionsAgree,
  ),
  datepicker: shape({}, { ...picks, initial_date: matching(/^\d{4}-\d{2}-\d{2}$/, "a date as YYYY-MM-DD") }),
  timepicker: shape(
    {},
    { ...picks, initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, "a time as HH:mm"), timezone: text(100) },
  ),
  datetimepicker: shape({}, { ...asks, ...focus, initial_date_time: integer(1_000_000_000, 9_999_999_999) }),
  plain_text_input: shape(
    {},
    {
      ...types,
      initial_value: text(3000),
      multiline: flag,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    lengthsAgree,
  ),
  email_text_input: shape({}, { ...types, initial_value: text(3000) }),
  url_text_input: shape({}, { ...types, initial_value: text(3000) }),
  number_input: shape(
    { is_decimal_allowed: flag },
    { ...types, initial_value: number, min_value: number, max_value: number },
  ),
  rich_text_input: shape({}, { ...types, initial_value: richText }),
};

/**
 * What Slack refuses, all in one place, in UTF-16 code units (as Slack counts them) or in items.
 * Source: docs.slack.dev/reference/block-kit.
 */
export const limits = {
  messageBlocks: 50,
  viewBlocks: 100,
  /** All blocks of one message as JSON: `msg_blocks_too_long` comes at about this size. */
  messageJson: 13_200,
  header: 150,
  text: 3000,
  fallback: 4000,
  actionElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  accessibilityLabel: 75,
  optionText: 75,
  optionValue: 150,
  options: 100,
  radioOptions: 10,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  actionId: 255,
  callbackId: 255,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3000,
  label: 2000,
  hint: 2000,
  input: 3000,
  url: 3000,
  fieldError: 300,
} as const;

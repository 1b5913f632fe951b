import { charactersOfBlocks, faultsInMessage, mostCharactersOfBlocks, settled } from "./block-kit.ts";
import type { Message } from "./messages.ts";
import { explained, no } from "./refusal.ts";
import { type Fields, fieldsIn, fieldsList, isFields, parseJson, textIn } from "./shapes.ts";

export type Content = Pick<Message, "text" | "blocks" | "attachments">;

/** chat.postMessage cuts text here; chat.update refuses much earlier ("cannot exceed 4,000 characters"). */
export const longestText = { post: 40_000, update: 4_000 } as const;
const mostAttachments = 100;

/** An argument that may be JSON or a string of JSON. @throws {SlackRefusal} for anything that is not an array. */
const jsonList = (value: unknown, error: string): readonly unknown[] | undefined => {
  if (value === undefined || value === null) return undefined;
  const parsed = typeof value === "string" ? parseJson(value) : { ok: true as const, value };
  return parsed.ok && Array.isArray(parsed.value) ? parsed.value : no(error);
};

const checkBlocks = (blocks: readonly unknown[]) => {
  const faults = faultsInMessage(blocks);
  if (faults.length) no("invalid_blocks", explained(faults));
  if (charactersOfBlocks(blocks) > mostCharactersOfBlocks) no("msg_blocks_too_long");
};

const checkAttachments = (attachments: readonly unknown[]) => {
  if (attachments.length > mostAttachments) no("too_many_attachments");
  attachments.forEach((attachment, index) => {
    const blocks = fieldsIn(attachment).blocks;
    if (blocks === undefined) return;
    const faults = faultsInMessage(blocks, `/attachments/${index}/blocks`);
    if (faults.length) no("invalid_attachments", explained(faults));
  });
};

let made = 0;
const nextId = (): string => {
  made += 1;
  return `b${made.toString(36).padStart(4, "0")}`;
};

/**
 * What a message is to say, as Slack would store it. Blocks without `text` are only *warned* about by Slack; here they
 * are refused (`missing_fallback_text`), because screen readers and notifications have nothing else to say.
 * @throws {SlackRefusal} for what Slack refuses.
 */
export const contentOf = (args: Fields, longest: number): Content => {
  const text = textIn(args.text);
  const blocks = jsonList(args.blocks, "invalid_blocks_format") ?? [];
  const attachments = jsonList(args.attachments, "invalid_attachments") ?? [];
  if (text.trim() === "" && blocks.length === 0 && attachments.length === 0) no("no_text");
  if (text.length > longest) no("msg_too_long");
  checkBlocks(blocks);
  checkAttachments(attachments);
  const drawn = blocks.length > 0 || fieldsList(attachments).some((each) => each.blocks !== undefined);
  if (drawn && text.trim() === "") no("missing_fallback_text");
  return {
    text,
    blocks: settled(blocks, nextId),
    attachments: fieldsList(attachments).map((each, index) => ({
      ...each,
      id: index + 1,
      ...(each.blocks === undefined ? {} : { blocks: settled(each.blocks, nextId) }),
    })),
  };
};

/** Metadata that every app and member can read. @throws {SlackRefusal} when it isn't an event type with a payload. */
export const metadataOf = (args: Fields): Fields | undefined => {
  if (args.metadata === undefined) return undefined;
  const parsed =
    typeof args.metadata === "string" ? parseJson(args.metadata) : { ok: true as const, value: args.metadata };
  const metadata = parsed.ok ? parsed.value : undefined;
  if (!isFields(metadata) || typeof metadata.event_type !== "string" || !isFields(metadata.event_payload))
    return no("invalid_metadata_format");
  return metadata;
};

import { findPressed } from "./slack/controls.ts";
import { interaction, type SlackRequest } from "./slack/delivery.ts";
import type { Who } from "./slack/directory.ts";
import { fill, type Values } from "./slack/filling.ts";
import type { MessageAddress } from "./slack/messages.ts";
import { pressInMessage, viewSubmission } from "./slack/payloads.ts";
import { allBlocks } from "./slack/reading.ts";
import type { View } from "./slack/views.ts";
import type { World } from "./slack/workspace.ts";

/**
 * A press or a filled-in form as Slack would send it, made before it is sent: to send the very same twice, to two replicas, or once more after
 * a crash.
 */

/** @throws when the message shows no such button. */
export function pressRequest(world: World, who: Who, on: MessageAddress, label: string): SlackRequest {
  const message = world.messages.find(on);
  if (!message) throw new Error(`there is no message ${on.ts} in ${on.channel}`);
  const blocks = allBlocks(message);
  return interaction(pressInMessage(world, world.user(who), message, blocks, findPressed(blocks, label)));
}

/** @throws {NotPossible} when Slack would not let a person submit this. */
export const submitRequest = (world: World, who: Who, view: View, values: Values): SlackRequest =>
  interaction(viewSubmission(world, world.user(who), view, fill(world, view, values)));

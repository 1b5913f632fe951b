import { findPressed } from "./slack/controls.ts";
import { interaction, type SlackRequest } from "./slack/delivery.ts";
import type { Who } from "./slack/directory.ts";
import type { MessageAddress } from "./slack/messages.ts";
import { pressInMessage } from "./slack/payloads.ts";
import { allBlocks } from "./slack/reading.ts";
import type { World } from "./slack/workspace.ts";

/**
 * One press as Slack would send it, made before it is sent: to send the very same twice, to two replicas, or once more after
 * a crash. @throws when the message shows no such button.
 */
export function pressRequest(world: World, who: Who, on: MessageAddress, label: string): SlackRequest {
  const message = world.messages.find(on);
  if (!message) throw new Error(`there is no message ${on.ts} in ${on.channel}`);
  const blocks = allBlocks(message);
  return interaction(pressInMessage(world, world.user(who), message, blocks, findPressed(blocks, label)));
}

import { renderCard } from "../../adapters/slack/drawing/render.ts";
import { createHandle } from "../../src/app/commands/handle.ts";
import { organizationKey } from "../../src/core/organization.ts";
import { instant } from "../../src/core/time.ts";
import { createProtocolSource } from "../../src/protocol-file.ts";
import type { OpenedStore } from "../../src/store/store.ts";
import { caseCard } from "../../src/views/case/case-card.ts";
import { app, team } from "../support/slack/cast.ts";
import { findPressed } from "../support/slack/controls.ts";
import { interaction } from "../support/slack/delivery.ts";
import { pressInMessage } from "../support/slack/payloads.ts";
import { fieldsList } from "../support/slack/shapes.ts";
import { createWorld } from "../support/slack/workspace.ts";

/** Open cases, and for each the press of a button on its card, with the whole card in it as Slack sends it. */

/** A channel gets one message a second, so these many are updated beside the presses. */
export const channels = Array.from({ length: 5 }, (_, index) => `C0BENCH${String(index).padStart(3, "0")}`);

const log = { info: () => {}, warn: () => {}, error: () => {} };
const clock = { now: () => instant(Date.now()) };

/** Opens `count` cases and returns the body of `Take ownership` for each: every one of them will succeed, once. */
export async function openCases(store: OpenedStore, count: number): Promise<readonly string[]> {
  const protocol = createProtocolSource({ log }).current();
  const unasked = () => Promise.reject(new Error("the bench asks nobody who someone is"));
  const handle = createHandle({
    store,
    clock,
    protocol: () => protocol,
    identities: { fresh: () => undefined, refresh: unasked, get: unasked },
    newId: () => "bench",
    committed: () => {},
    observe: () => {},
  });
  const world = createWorld();

  const open = async (index: number): Promise<string> => {
    const channel = channels[index % channels.length] ?? "";
    world.directory.findChannel(channel) ?? world.addChannel({ key: channel, id: channel, name: channel, members: [] });
    const home = { platform: "slack" as const, workspace: team.id, channel, thread: world.messages.nextTs() };
    const outcome = await handle({
      organization: organizationKey("main"),
      actor: "api",
      command: {
        type: "flag",
        id: crypto.randomUUID(),
        source: "message",
        origin: home,
        home,
        customer: { name: `Guest ${index}`, email: `guest${index}@example.com` },
        complaint: "The room was not cleaned for two days, and nobody at the front desk could say when it would be.",
        failureType: protocol.failureTypes[0]?.id ?? "",
        severity: "moderate",
      },
    });
    if (outcome.did !== "change") throw new Error(`a case was not opened: ${JSON.stringify(outcome)}`);
    const { text, blocks } = renderCard(caseCard(outcome.kase, { protocol, now: clock.now() }), clock.now());
    const drawn = fieldsList(blocks);
    const message = {
      channel,
      ts: world.messages.nextTs(),
      author: app.botUserId,
      text,
      blocks: drawn,
      attachments: [],
      threadTs: home.thread,
    };
    return interaction(pressInMessage(world, world.user("sam"), message, drawn, findPressed(drawn, "Take ownership")))
      .body;
  };

  const bodies: string[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      bodies[index] = await open(index);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return bodies;
}

import { describe, expect, it } from "vitest";
import type { Connector } from "../../../../adapters/teams/connection/connector.ts";
import { asEmulated } from "../../../../adapters/teams/connection/emulator.ts";
import { ConnectorError } from "../../../../adapters/teams/connection/failures.ts";
import { isPersonal } from "../../../../adapters/teams/inbound/remembering.ts";
import { activitySchema, memberSchema } from "../../../../adapters/teams/payloads.ts";
import { isOutsider } from "../../../../adapters/teams/people/members.ts";

const service = { serviceUrl: "http://127.0.0.1:56150", bot: "28:bot" };
/** A connector whose rosters answer as told; nothing else is asked of it. */
const saying = (answer: () => unknown): Connector => {
  const notAsked = () => Promise.reject(new Error("not asked"));
  return {
    send: notAsked,
    update: notAsked,
    startThread: notAsked,
    openChat: notAsked,
    member: async () => memberSchema.parse(answer()),
    members: async () => [memberSchema.parse(answer())],
  };
};
const failing = (error: unknown) =>
  saying(() => {
    throw error;
  });

describe("a person of the local emulator", () => {
  it.each<[string, Connector, boolean]>([
    ["only named", saying(() => ({ id: "user-1", name: "Sam" })), false],
    ["a guest", saying(() => ({ id: "user-1", userRole: "guest" })), true],
    ["of another tenant", saying(() => ({ id: "user-1", tenantId: "other" })), true],
    ["in an answer that is no roster", saying(() => ({})), false],
    ["where there is no such route", failing(new ConnectorError(404, "NotFound")), false],
    ["where rosters aren't made", failing(new ConnectorError(501, "NotImplemented")), false],
  ])("%s", async (_what, connector, outsider) => {
    const emulated = asEmulated(connector);
    expect(isOutsider(await emulated.member(service, "c", "user-1"), "emulator")).toBe(outsider);
    const members = await emulated.members(service, "c");
    expect(members.map((member) => isOutsider(member, "emulator"))).toEqual([outsider]);
  });

  it.each([
    new ConnectorError(404, "MemberNotFoundInConversation"),
    new ConnectorError(403, "BotNotInConversationRoster"),
    new ConnectorError(503, "maybe_sent"),
    new ConnectorError(undefined, "no_connection"),
  ])("isn't made up where it says no, or nothing: %o", async (error) => {
    const emulated = asEmulated(failing(error));
    await expect(emulated.member(service, "c", "user-1")).rejects.toBe(error);
    await expect(emulated.members(service, "c")).rejects.toBe(error);
  });
});

it.each<[object, boolean]>([
  [{ id: "conv-1" }, true],
  [{ id: "conv-1", isGroup: true }, false],
  [{ id: "19:support@thread.tacv2" }, false],
  [{ id: "conv-1", conversationType: "groupChat" }, false],
  [{ id: "a:1", conversationType: "personal" }, true],
])("a conversation of which is said %o is a chat with the bot alone: %s", (conversation, personal) => {
  const activity = { type: "message", serviceUrl: service.serviceUrl, conversation };
  expect(isPersonal(activitySchema.parse(activity))).toBe(personal);
});

import type { Chat, Sent } from "../../src/app/ports.ts";
import type { Place } from "../../src/core/case.ts";
import { type PersonRef, personKey } from "../../src/core/people.ts";
import type { Instant } from "../../src/core/time.ts";
import type { Clients, Reached } from "./connection/clients.ts";
import type { BotWatch } from "./connection/conditions.ts";
import { codeOf, failure, needsOperator } from "./connection/failures.ts";
import type { Log } from "./connection/log.ts";
import { type Drawn, renderCard, renderPage } from "./drawing/render.ts";

/** The `Chat` port on Slack's Web API: one call each, no retries, every refusal classified. */

export type ChatOptions = Pick<Chat, "identify" | "find" | "audience"> & {
  readonly clients: Clients;
  readonly now: () => Instant;
  readonly log: Log;
  readonly watch: BotWatch;
  /** Whether Slack says that this person's account is deactivated: a message to them is accepted, and read by nobody. */
  readonly isDeactivated: (person: PersonRef, reached: Reached) => Promise<boolean>;
};

/** More conversations than are written to in a while; the oldest are asked for again. */
const mostDirectChannels = 10_000;

/** Slack allows about one message a second in a channel; a little more keeps clear of its edge. */
const paceMillis = 1_100;

/** Removed, and perhaps being installed again: no word on whoever was to be reached. */
const notInstalled: Sent = { ok: false, why: "later", reason: "not_installed" };
const notOfSlack: Sent = { ok: false, why: "unreachable", reason: "not_a_slack_person", sure: true };
const deactivated: Sent = { ok: false, why: "unreachable", reason: "account_deactivated" };
const noMessageId = "Slack accepted the message but did not say which one it is (no_message_id)";
const quiet = { unfurl_links: false, unfurl_media: false } as const;

export const createChat = (options: ChatOptions): Chat => {
  const { clients, now, log, watch, isDeactivated, identify, find, audience } = options;
  const directChannels = new Map<string, string>();

  /** Only Slack's side of it: a card is rendered before, since an error in that is ours. */
  const send = async (
    team: string,
    reached: Promise<Reached | undefined>,
    call: (reached: Reached) => Promise<{ place: Place; message: string | undefined } | undefined>,
  ): Promise<Sent> => {
    let where = team;
    try {
      const found = await reached;
      if (!found) return notInstalled;
      where = found.installation.team;
      const done = await call(found);
      watch.accepted(where);
      if (!done) return deactivated;
      const { place, message } = done;
      // It was accepted: another try would post one more copy, and so would every one after it.
      return message
        ? { ok: true, ref: { place, message } }
        : { ok: false, why: "broken", reason: noMessageId, sure: true };
    } catch (error) {
      const refused = failure(error);
      if (needsOperator(refused.reason) && watch.refused(refused.reason, where))
        log.error(
          { slack: refused.reason },
          "Slack refuses the bot, its token or its scopes: messages wait. If it lasts, check the token, or reinstall the app",
        );
      return refused;
    }
  };

  const conversationKey = ({ installation }: Reached, person: PersonRef): string =>
    `${installation.team}:${personKey(person)}`;

  const directChannel = async (reached: Reached, person: PersonRef): Promise<string> => {
    const { client } = reached;
    const key = conversationKey(reached, person);
    const known = directChannels.get(key);
    if (known) return known;
    const { channel } = await client.conversations.open({ users: person.id });
    if (!channel?.id) throw new Error("Slack opened no direct message");
    directChannels.set(key, channel.id);
    const [oldest] = directChannels.keys();
    if (directChannels.size > mostDirectChannels && oldest !== undefined) directChannels.delete(oldest);
    return channel.id;
  };

  const post = async (
    { client }: Reached,
    place: Place,
    drawn: Drawn,
  ): Promise<{ place: Place; message: string | undefined }> => {
    const { thread } = place;
    const { ts, channel, message } = await client.chat.postMessage({
      channel: place.channel,
      ...drawn,
      ...(thread ? { thread_ts: thread } : {}),
      ...quiet,
    });
    // Sent to a person's id it lands in a channel of another id, and only there can it be changed later.
    const landed = { ...place, channel: channel ?? place.channel };
    // A reply under a message that is gone is posted loose in the channel; only the answer tells.
    const { thread: _gone, ...loose } = landed;
    return { place: thread && message && !message.thread_ts ? loose : landed, message: ts };
  };

  return {
    platform: "slack",
    paceMillis,
    identify,
    find,
    audience,

    post: async (place, card) => {
      const drawn = renderCard(card, now());
      return send(place.workspace, clients.of(place.workspace, "delivery"), (reached) => post(reached, place, drawn));
    },

    update: async ({ place, message }, card) => {
      const drawn = renderCard(card, now());
      return send(place.workspace, clients.of(place.workspace, "delivery"), async ({ client }) => {
        await client.chat.update({ channel: place.channel, ts: message, ...drawn });
        return { place, message };
      });
    },

    directMessage: async (person, card, organization) => {
      if (person.platform !== "slack") return notOfSlack;
      const drawn = renderCard(card, now());
      return send(organization, clients.ofOrganization(organization, "delivery"), async (reached) => {
        if (await isDeactivated(person, reached)) return undefined;
        const channel = await directChannel(reached, person);
        try {
          return await post(reached, { platform: "slack", workspace: reached.installation.team, channel }, drawn);
        } catch (error) {
          // Known from before, but gone: the next message opens it anew.
          if (codeOf(error) === "channel_not_found") directChannels.delete(conversationKey(reached, person));
          throw error;
        }
      });
    },

    // Without the thread: an ephemeral message in a thread that has no replies yet is shown to nobody.
    whisper: async (place, person, card) => {
      if (person.platform !== "slack") return notOfSlack;
      const drawn = renderCard(card, now());
      return send(place.workspace, clients.of(place.workspace, "delivery"), async ({ client }) => {
        const { message_ts } = await client.chat.postEphemeral({ channel: place.channel, user: person.id, ...drawn });
        return { place, message: message_ts };
      });
    },

    showHome: async (person, cards, organization) => {
      if (person.platform !== "slack") return notOfSlack;
      const blocks = renderPage(cards, now());
      // Someone just opened or used this page, and Slack waits 3 seconds for its event to be answered.
      return send(organization, clients.ofOrganization(organization, "reply"), async ({ client, installation }) => {
        const { view } = await client.views.publish({ user_id: person.id, view: { type: "home", blocks } });
        return { place: { platform: "slack", workspace: installation.team, channel: person.id }, message: view?.id };
      });
    },
  };
};

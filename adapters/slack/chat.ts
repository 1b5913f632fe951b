import type { Chat, Sent } from "../../src/app/ports.ts";
import type { Place } from "../../src/core/case.ts";
import { type PersonRef, personKey } from "../../src/core/people.ts";
import type { Instant } from "../../src/core/time.ts";
import type { Clients, Reached } from "./connection/clients.ts";
import { codeOf, failure, needsOperator } from "./connection/failures.ts";
import type { Log } from "./connection/log.ts";
import { type Drawn, renderCard, renderPage } from "./drawing/render.ts";

/** The `Chat` port on Slack's Web API: one call each, no retries, every refusal classified. */

export type ChatOptions = Pick<Chat, "identify" | "find" | "audience"> & {
  readonly clients: Clients;
  readonly now: () => Instant;
  readonly log: Log;
};

/** More conversations than are written to in a while; the oldest are asked for again. */
const mostDirectChannels = 10_000;

/** Slack allows about one message a second in a channel; a little more keeps clear of its edge. */
const paceMillis = 1_100;

const notInstalled: Sent = { ok: false, why: "unreachable", reason: "not_installed" };
const notOfSlack: Sent = { ok: false, why: "unreachable", reason: "not_a_slack_person" };
const noMessageId = "Slack accepted the message but did not say which one it is (no_message_id)";
const quiet = { unfurl_links: false, unfurl_media: false } as const;

export const createChat = ({ clients, now, log, identify, find, audience }: ChatOptions): Chat => {
  const directChannels = new Map<string, string>();

  /** Only Slack's side of it: a card is rendered before, since an error in that is ours. */
  const send = async (
    reached: Promise<Reached | undefined>,
    call: (reached: Reached) => Promise<{ place: Place; message: string | undefined }>,
  ): Promise<Sent> => {
    try {
      const found = await reached;
      if (!found) return notInstalled;
      const { place, message } = await call(found);
      // It was accepted: another try would post one more copy, and so would every one after it.
      return message ? { ok: true, ref: { place, message } } : { ok: false, why: "broken", reason: noMessageId };
    } catch (error) {
      const refused = failure(error);
      if (needsOperator(refused.reason)) {
        log.error(
          { slack: refused.reason },
          "Slack refuses the bot's token or scopes: check the token, or reinstall the app",
        );
      }
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
    const { ts, channel } = await client.chat.postMessage({
      channel: place.channel,
      ...drawn,
      ...(thread ? { thread_ts: thread } : {}),
      ...quiet,
    });
    // Sent to a person's id it lands in a channel of another id, and only there can it be changed later.
    return { place: { ...place, channel: channel ?? place.channel }, message: ts };
  };

  return {
    platform: "slack",
    paceMillis,
    identify,
    find,
    audience,

    post: async (place, card) => {
      const drawn = renderCard(card, now());
      return send(clients.of(place.workspace, "delivery"), (reached) => post(reached, place, drawn));
    },

    update: async ({ place, message }, card) => {
      const drawn = renderCard(card, now());
      return send(clients.of(place.workspace, "delivery"), async ({ client }) => {
        await client.chat.update({ channel: place.channel, ts: message, ...drawn });
        return { place, message };
      });
    },

    directMessage: async (person, card, organization) => {
      if (person.platform !== "slack") return notOfSlack;
      const drawn = renderCard(card, now());
      return send(clients.ofOrganization(organization, "delivery"), async (reached) => {
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
      return send(clients.of(place.workspace, "delivery"), async ({ client }) => {
        const { message_ts } = await client.chat.postEphemeral({ channel: place.channel, user: person.id, ...drawn });
        return { place, message: message_ts };
      });
    },

    showHome: async (person, cards, organization) => {
      if (person.platform !== "slack") return notOfSlack;
      const blocks = renderPage(cards, now());
      // Someone just opened or used this page, and Slack waits 3 seconds for its event to be answered.
      return send(clients.ofOrganization(organization, "reply"), async ({ client, installation }) => {
        const { view } = await client.views.publish({ user_id: person.id, view: { type: "home", blocks } });
        return { place: { platform: "slack", workspace: installation.team, channel: person.id }, message: view?.id };
      });
    },
  };
};

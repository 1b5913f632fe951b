import type { RespondFn } from "@slack/bolt";
import type { Place } from "../../../src/core/case.ts";
import type { PersonRef } from "../../../src/core/people.ts";
import type { Clients, Reached } from "../connection/clients.ts";
import type { ReplyRoute, ReplyRoutes } from "./replies.ts";

/** The ways to reach the person who pressed, by what they pressed. */

type Reach = () => Promise<Reached>;

/** @throws when the app is no longer installed there. */
export const reachInstallation =
  (clients: Clients, team: string): Reach =>
  async () => {
    const reached = await clients.of(team, "reply");
    if (!reached) throw new Error("Amends isn't installed in this Slack workspace");
    return reached;
  };

/** Beside the pressed message, in its thread where it is in one. */
export const responding =
  (respond: RespondFn | undefined, thread: string | undefined): ReplyRoute =>
  async ({ message }) => {
    if (!respond) throw new Error("this press has no response_url");
    await respond({
      ...message,
      response_type: "ephemeral",
      replace_original: false,
      ...(thread ? { thread_ts: thread } : {}),
    });
  };

/** In the channel or the thread, for one person. Name no thread without replies: it would hide the words. */
export const ephemeral =
  (reach: Reach, place: Place | undefined, person: PersonRef): ReplyRoute =>
  async ({ message }) => {
    if (!place) throw new Error("there is no channel to answer in");
    const { client } = await reach();
    const { channel, thread } = place;
    await client.chat.postEphemeral({
      channel,
      user: person.id,
      ...message,
      ...(thread ? { thread_ts: thread } : {}),
    });
  };

export const directly =
  (reach: Reach, person: PersonRef): ReplyRoute =>
  async ({ message }) => {
    const { client } = await reach();
    const { channel } = await client.conversations.open({ users: person.id });
    await client.chat.postMessage({
      channel: channel?.id ?? person.id,
      ...message,
      unfurl_links: false,
      unfurl_media: false,
    });
  };

const opening = (reach: Reach, trigger: string | undefined): NonNullable<ReplyRoutes["open"]> => {
  return async (view) => {
    if (!trigger) throw new Error("this press has no trigger_id");
    const { client } = await reach();
    await client.views.open({ trigger_id: trigger, view });
  };
};

/** On a message: beside it. */
export const onMessage = (
  reach: Reach,
  about: {
    respond: RespondFn | undefined;
    thread?: string | undefined;
    trigger: string | undefined;
    place: Place | undefined;
    person: PersonRef;
  },
): ReplyRoutes => ({
  open: opening(reach, about.trigger),
  tell: [
    responding(about.respond, about.thread),
    ephemeral(reach, about.place, about.person),
    directly(reach, about.person),
  ],
});

/** Where there is no conversation, as on the home page or with a global shortcut: words open as a small window. */
export const onPage = (reach: Reach, about: { trigger: string | undefined; person: PersonRef }): ReplyRoutes => {
  const open = opening(reach, about.trigger);
  return { open, tell: [({ modal }) => open(modal()), directly(reach, about.person)] };
};

/** In an open window: it shows the answer itself. */
export const inModal = (reach: Reach, about: { view: string; person: PersonRef }): ReplyRoutes => {
  const open: NonNullable<ReplyRoutes["open"]> = async (view) => {
    const { client } = await reach();
    await client.views.update({ view_id: about.view, view });
  };
  return { open, tell: [({ modal }) => open(modal()), directly(reach, about.person)] };
};

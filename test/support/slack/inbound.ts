import { afterCommand, afterSubmission, type Shown } from "./answers.ts";
import type { SlackUser } from "./cast.ts";
import { confirmOf, findPressed } from "./controls.ts";
import {
  createDelivery,
  type Delivered,
  form,
  interaction,
  json,
  type Signature,
  type SlackRequest,
  timeoutMillis,
} from "./delivery.ts";
import type { Where, Who } from "./directory.ts";
import { fill, NotPossible, type Values } from "./filling.ts";
import type { Message, MessageAddress } from "./messages.ts";
import * as payloads from "./payloads.ts";
import { allBlocks } from "./reading.ts";
import type { Fields } from "./shapes.ts";
import type { State } from "./state.ts";
import type { View } from "./views.ts";
import type { World } from "./workspace.ts";

export type SlackClientOptions = {
  /** The app's whole Request URL, such as `http://127.0.0.1:3000/slack/events`. */
  readonly appUrl: string;
  readonly signingSecret: string;
  readonly world: World;
  /** Milliseconds until Slack gives up: 3,000. Shorter where a test wants to see the time run out. */
  readonly timeoutMillis?: number;
  /** Waits for what the app does after its answer, such as opening a window, so that a test may look at once. */
  readonly afterwards?: () => Promise<void>;
};

/** What the question in a confirm dialog was, where there is one. */
export type Asked = { readonly title: string; readonly text: string; readonly yes: string; readonly no: string };
/** `sent` is false when the person said no to the question: nothing reached the app. */
export type PressedResult = Delivered & { readonly asked?: Asked; readonly sent: boolean };
export type PressOptions = { readonly answer?: "confirm" | "deny" };
export type SubmitResult = Delivered & Shown;
/** `problem` is what Slack tells the person when the command failed, such as `dispatch_failed`. */
export type CommandResult = Delivered & { readonly problem?: string };

export type SlackClient = ReturnType<typeof createSlackClient>;

/** Slack's apps in people's hands, and Slack's event servers: everything that reaches the app from outside. */
export const createSlackClient = (options: SlackClientOptions) => {
  const { world } = options;
  const deliver = createDelivery(options.appUrl, options.signingSecret, options.timeoutMillis ?? timeoutMillis);
  let events = 0;

  /** Slack Connect shows outsiders none of our shortcuts and commands. */
  const insider = (who: Who): SlackUser => {
    const user = world.user(who);
    if (world.isOutsider(user)) throw new NotPossible(`${user.name} is from outside and does not see our shortcuts`);
    return user;
  };
  const visible = (at: MessageAddress, who: Who): Message => {
    const message = world.messages.find(at);
    if (!message) throw new NotPossible(`There is no message ${at.ts} in ${at.channel} any more`);
    if (!world.mayRead(message, who)) throw new NotPossible(`${world.user(who).name} does not see this message`);
    return message;
  };
  const send = async (request: SlackRequest, signature?: Signature): Promise<Delivered> => {
    const delivered = await deliver(request, signature);
    await options.afterwards?.();
    return delivered;
  };

  const press = async (
    blocks: readonly Fields[],
    selector: string,
    { answer = "confirm" }: PressOptions,
    payload: (pressed: ReturnType<typeof findPressed>) => Fields,
  ): Promise<PressedResult> => {
    const pressed = findPressed(blocks, selector);
    const asked = confirmOf(pressed);
    const request = interaction(payload(pressed));
    if (asked && answer === "deny")
      return { status: 0, body: "", milliseconds: 0, timedOut: false, request, asked, sent: false };
    return { ...(await send(request)), sent: true, ...(asked ? { asked } : {}) };
  };

  const event = (fields: Fields, isExtShared = false): Promise<Delivered> => {
    events += 1;
    const eventTs = world.messages.nextTs();
    const eventId = `Ev0${String(events).padStart(8, "0")}`;
    return send(json(payloads.eventEnvelope(world, { ...fields, event_ts: eventTs }, eventId, isExtShared)));
  };

  return {
    /** Sends a request made before, or one of your own, signed as you say. */
    send,
    /** The very same request again as Slack retries it: a fresh signature, and the headers that count the tries. */
    retry: (request: SlackRequest, retryNum = 1, reason = "http_timeout"): Promise<Delivered> =>
      send({
        ...request,
        headers: { ...request.headers, "x-slack-retry-num": String(retryNum), "x-slack-retry-reason": reason },
      }),

    messageShortcut: async (who: Who, at: MessageAddress, callbackId: string = world.app.messageShortcut) =>
      send(interaction(payloads.messageShortcut(world, insider(who), visible(at, who), callbackId))),
    globalShortcut: async (who: Who, callbackId: string = world.app.globalShortcut) =>
      send(interaction(payloads.globalShortcut(world, insider(who), callbackId))),
    slashCommand: async (who: Who, where: Where, text = ""): Promise<CommandResult> => {
      const user = insider(who);
      const channel = world.channel(where);
      const delivered = await send(form(payloads.slashCommand(world, user, channel.id, text)));
      const problem = afterCommand(world, { user: user.id, channel: channel.id }, delivered.status, delivered.body);
      return { ...delivered, ...(problem ? { problem } : {}) };
    },

    /** Presses what a message or view really shows: a button's label, an option of a menu, or an action id. */
    pressButton: async (
      who: Who,
      on: MessageAddress | View,
      selector: string,
      how: PressOptions = {},
    ): Promise<PressedResult> => {
      const user = world.user(who);
      if ("definition" in on) {
        if (on.user !== user.id) throw new NotPossible(`${user.name} does not see this view`);
        return press(on.blocks, selector, how, (pressed) => payloads.pressInView(world, user, on, pressed));
      }
      const message = visible(on, user);
      const blocks = allBlocks(message);
      return press(blocks, selector, how, (pressed) => payloads.pressInMessage(world, user, message, blocks, pressed));
    },

    /** The modal in front of a person. @throws {NotPossible} when none is. */
    openModal: (who: Who): View => {
      const view = world.views.top(world.user(who).id);
      if (!view) throw new NotPossible(`${world.user(who).name} has no modal open`);
      return view;
    },
    /** @throws {NotPossible} when nothing was published for this person. */
    homeTab: (who: Who): View => {
      const view = world.views.home(world.user(who).id);
      if (!view) throw new NotPossible(`${world.user(who).name} has an empty Home tab`);
      return view;
    },
    fill: (view: View, values: Values): State => fill(world, view, values),
    /** Fills in a modal by labels and submits it; then Slack does what the app answered. */
    submit: async (who: Who, view: View, values: Values = {}): Promise<SubmitResult> => {
      if (world.views.top(world.user(who).id)?.id !== view.id) throw new NotPossible("This view is not in front");
      if (view.definition.submit === undefined) throw new NotPossible("This view has no submit button");
      const payload = payloads.viewSubmission(world, world.user(who), view, fill(world, view, values));
      const delivered = await send(interaction(payload));
      return { ...delivered, ...afterSubmission(world, view, delivered.status, delivered.body) };
    },
    /** Closes the modal in front; the app hears of it only if the view asked for it. */
    dismiss: async (who: Who): Promise<Delivered | undefined> => {
      const user = world.user(who);
      const view = world.views.top(user.id);
      if (!view) throw new NotPossible(`${user.name} has no modal open`);
      world.views.closeTop(user.id);
      if (view.definition.notify_on_close !== true) return undefined;
      return send(interaction(payloads.viewClosed(world, user, view)));
    },

    /** An event of the Events API; `event` needs its type and its own fields. */
    sendEvent: event,
    appHomeOpened: async (who: Who, tab: "home" | "messages" = "home"): Promise<Delivered> => {
      const user = insider(who);
      const view = world.views.home(user.id);
      return event({
        type: "app_home_opened",
        user: user.id,
        channel: world.directMessageId(user),
        tab,
        ...(view && tab === "home" ? { view: world.views.json(view) } : {}),
      });
    },
    mention: async (who: Who, where: Where, words: string): Promise<Delivered> => {
      const said = world.say(who, where, words);
      const text = `<@${world.app.botUserId}> ${said.text}`;
      return event(
        { ...world.messages.json({ ...said, text }), type: "app_mention", channel: said.channel },
        world.channel(where).extShared ?? false,
      );
    },
    appUninstalled: (): Promise<Delivered> => {
      world.tokens.revokeAll();
      return event({ type: "app_uninstalled" });
    },
    tokensRevoked: (): Promise<Delivered> => {
      world.tokens.revokeAll();
      return event({ type: "tokens_revoked", tokens: { oauth: [], bot: [world.app.botUserId] } });
    },
    urlVerification: (challenge: string): Promise<Delivered> =>
      send(json({ token: world.app.verificationToken, challenge, type: "url_verification" })),
  };
};

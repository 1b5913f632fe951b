import { controlsIn } from "./controls.ts";
import { SlackRefusal } from "./refusal.ts";
import { respond } from "./responses.ts";
import { type Fields, isFields, textIn } from "./shapes.ts";
import type { View } from "./views.ts";
import type { World } from "./workspace.ts";

/** What a person sees after submitting. `trouble` is Slack's own "We had some trouble connecting. Try again?" */
export type Shown =
  | { readonly shown: "closed" | "updated" | "pushed" | "cleared" }
  /** Messages by the label of the field they stand under. */
  | { readonly shown: "errors"; readonly errors: Readonly<Record<string, string>> }
  | { readonly shown: "trouble"; readonly why: string };

const trouble = (why: string): Shown => ({ shown: "trouble", why });

type Act = (world: World, view: View, body: Fields) => Shown;

/** Errors under fields by block id; Slack refuses the whole answer when one names no input block. */
const errors: Act = (_world, view, body) => {
  if (!isFields(body.errors) || Object.keys(body.errors).length === 0) return trouble("errors without any error");
  const inputs = controlsIn(view.blocks).filter(({ block }) => block.type === "input");
  const byLabel: Record<string, string> = {};
  for (const [blockId, message] of Object.entries(body.errors)) {
    const input = inputs.find(({ block }) => block.block_id === blockId);
    if (!input) return trouble(`errors for a block that is no input of this view: ${blockId}`);
    if (typeof message !== "string" || message === "") return trouble(`an error without words for ${input.label}`);
    byLabel[input.label] = message;
  }
  return { shown: "errors", errors: byLabel };
};

const actions: Readonly<Record<string, Act>> = {
  errors,
  clear: (world, view) => {
    world.views.closeAll(view.user);
    return { shown: "cleared" };
  },
  update: (world, view, body) => {
    world.views.update(view.id, body.view);
    return { shown: "updated" };
  },
  push: (world, view, body) => {
    world.views.push(view.user, body.view);
    return { shown: "pushed" };
  },
};

/** Carries out the app's answer to a `view_submission`. */
export const afterSubmission = (world: World, view: View, status: number, body: unknown): Shown => {
  if (status !== 200) return trouble(status === 0 ? "no answer within three seconds" : `status ${status}`);
  if (body === "" || (isFields(body) && Object.keys(body).length === 0)) {
    world.views.closeTop(view.user);
    return { shown: "closed" };
  }
  const name = isFields(body) ? textIn(body.response_action) : "";
  const act = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!act || !isFields(body)) return trouble(`an answer Slack does not understand: ${JSON.stringify(body)}`);
  try {
    return act(world, view, body);
  } catch (refusal) {
    if (!(refusal instanceof SlackRefusal)) throw refusal;
    return trouble(`${refusal.error}: ${JSON.stringify(refusal.more.errors ?? [])}`);
  }
};

/** Shows what a slash command answered at once: words, or a message, for the person alone unless it says otherwise. */
export const afterCommand = (
  world: World,
  hook: { user: string; channel: string },
  status: number,
  body: unknown,
): string | undefined => {
  if (status !== 200) return status === 0 ? "operation_timeout" : "dispatch_failed";
  if (body === "") return undefined;
  try {
    respond(world, hook, isFields(body) ? body : { text: String(body) });
    return undefined;
  } catch (refusal) {
    if (!(refusal instanceof SlackRefusal)) throw refusal;
    return refusal.error;
  }
};

import type { App } from "@slack/bolt";
import type { HandlerDeps } from "./handlers.ts";
import { listenForActions } from "./inbound-actions.ts";
import { listenForCommands } from "./inbound-commands.ts";
import { listenForEvents } from "./inbound-events.ts";
import { listenForForms } from "./inbound-forms.ts";
import { listenForShortcuts } from "./inbound-shortcuts.ts";

/**
 * Bolt's listeners → the inbox. One listener for each kind of payload, so that none is ever left unanswered, and each
 * acks only once the inbox has resolved: what was acked is committed.
 */
export const listen = (app: App, deps: HandlerDeps): void => {
  listenForActions(app, deps);
  listenForForms(app, deps);
  listenForShortcuts(app, deps);
  listenForCommands(app, deps);
  listenForEvents(app, deps);
};

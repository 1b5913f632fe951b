import { no } from "../refusal.ts";
import type { Fields } from "../shapes.ts";
import { type Method, optional, required, viewArgument } from "./method.ts";

const invalid = (what: string) => no("invalid_arguments", { response_metadata: { messages: [`invalid \`${what}\``] } });

/** A trigger is spent only by a view that opened: Slack checks the view first. */
const openedBy = (open: "open" | "push"): Method => ({
  json: true,
  run: (args, { world }) => {
    const id = optional(args, "trigger_id") ?? invalid("trigger_id");
    const definition = viewArgument(args);
    world.views.check(definition, "modal");
    const trigger = world.triggers.exchange(id);
    return { view: world.views.json(world.views[open](trigger.user, definition)) };
  },
});

const hashOf = (args: Fields): string | undefined => optional(args, "hash");

export const viewMethods: Readonly<Record<string, Method>> = {
  "views.open": openedBy("open"),
  "views.push": openedBy("push"),

  "views.update": {
    json: true,
    run: (args, { world }) => {
      const id = optional(args, "view_id") ?? optional(args, "external_id") ?? invalid("view_id");
      return { view: world.views.json(world.views.update(id, viewArgument(args), hashOf(args))) };
    },
  },

  "views.publish": {
    json: true,
    run: (args, { world }) => {
      const user = world.users.get(required(args, "user_id"));
      if (!user || user.deleted || user.bot || world.isOutsider(user)) return invalid("user_id");
      if (!world.manifest.homeTab) no("not_enabled");
      return { view: world.views.json(world.views.publish(user.id, viewArgument(args), hashOf(args))) };
    },
  },
};

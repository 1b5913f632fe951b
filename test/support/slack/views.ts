import type { Clock } from "../../../src/app/ports.ts";
import { bytesOfView, faultsInView, mostBytesOfView, settled, settledView } from "./block-kit.ts";
import { app, team } from "./cast.ts";
import { explained, no } from "./refusal.ts";
import { type Fields, isFields, optionalText, textIn } from "./shapes.ts";

export type View = {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId?: string;
  readonly hash: string;
  readonly definition: Fields;
  readonly blocks: readonly Fields[];
};

/** "Currently the limit is 3" views in one stack of modals. */
const deepest = 3;

export type Views = ReturnType<typeof createViews>;

/** The modals each person has open, as a stack, and their home views. */
export const createViews = (clock: Clock) => {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  let count = 0;

  const next = (prefix: string): string => {
    count += 1;
    return `${prefix}${count}`;
  };
  const stackOf = (user: string): View[] => {
    const stack = stacks.get(user) ?? [];
    stacks.set(user, stack);
    return stack;
  };
  const open = (): readonly View[] => [...stacks.values()].flat();

  /** @throws {SlackRefusal} for what Slack would not show. */
  const check = (definition: unknown, type: "modal" | "home", except?: string): Fields => {
    if (bytesOfView(definition) > mostBytesOfView) no("view_too_large");
    const faults = faultsInView(definition);
    if (faults.length) no("invalid_arguments", explained(faults));
    if (!isFields(definition) || definition.type !== type)
      return no("invalid_arguments", explained([{ message: `must be a view of type ${type}`, pointer: "/view/type" }]));
    const external = optionalText(definition.external_id);
    if (external && open().some((view) => view.definition.external_id === external && view.id !== except))
      no("duplicate_external_id");
    return definition;
  };

  const make = (user: string, definition: Fields, over: Partial<View> = {}): View => {
    const id = over.id ?? next("V0VIEW");
    return {
      user,
      rootId: id,
      ...over,
      id,
      hash: `${Math.floor(clock.now() / 1000)}.${next("h")}`,
      definition: settledView(definition, () => next("b")),
      blocks: settled(definition.blocks, () => next("b")),
    };
  };

  const find = (id: string): View | undefined =>
    [...open(), ...homes.values()].find((view) => view.id === id || textIn(view.definition.external_id) === id);

  return {
    find,
    check,
    /** The modal a person sees, on top of those below it. */
    top: (user: string): View | undefined => stackOf(user).at(-1),
    home: (user: string): View | undefined => homes.get(user),

    open: (user: string, definition: unknown): View => {
      const view = make(user, check(definition, "modal"));
      stacks.set(user, [view]);
      return view;
    },
    push: (user: string, definition: unknown): View => {
      const stack = stackOf(user);
      const below = stack.at(-1) ?? no("not_found");
      if (stack.length >= deepest) no("push_limit_reached");
      const view = make(user, check(definition, "modal"), { rootId: below.rootId, previousId: below.id });
      stack.push(view);
      return view;
    },
    /** @throws {SlackRefusal} `not_found` for a view that was closed, `hash_conflict` for one that changed since. */
    update: (id: string, definition: unknown, hash?: string): View => {
      const before = find(id) ?? no("not_found");
      if (hash !== undefined && hash !== before.hash) no("hash_conflict");
      const isHome = before.definition.type === "home";
      const after = make(before.user, check(definition, isHome ? "home" : "modal", before.id), before);
      if (isHome) homes.set(before.user, after);
      else
        stacks.set(
          before.user,
          stackOf(before.user).map((view) => (view.id === before.id ? after : view)),
        );
      return after;
    },
    publish: (user: string, definition: unknown, hash?: string): View => {
      const before = homes.get(user);
      if (hash !== undefined && before && hash !== before.hash) no("hash_conflict");
      const view = make(user, check(definition, "home"), before ? { id: before.id, rootId: before.id } : {});
      homes.set(user, view);
      return view;
    },
    /** What closing or a submission without an answer does: the view below shows again. */
    closeTop: (user: string) => {
      stackOf(user).pop();
    },
    closeAll: (user: string) => {
      stacks.set(user, []);
    },
    /** The view object of Slack's answers and payloads. */
    json: (view: View, state: Fields = {}): Fields => ({
      id: view.id,
      team_id: team.id,
      type: view.definition.type,
      blocks: view.blocks,
      private_metadata: textIn(view.definition.private_metadata),
      callback_id: textIn(view.definition.callback_id),
      state: { values: state },
      hash: view.hash,
      title: view.definition.title ?? null,
      clear_on_close: view.definition.clear_on_close ?? false,
      notify_on_close: view.definition.notify_on_close ?? false,
      close: view.definition.close ?? null,
      submit: view.definition.submit ?? null,
      previous_view_id: view.previousId ?? null,
      root_view_id: view.rootId,
      app_id: app.id,
      external_id: textIn(view.definition.external_id),
      app_installed_team_id: team.id,
      bot_id: app.botId,
    }),
  };
};

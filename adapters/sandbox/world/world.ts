import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeWhole } from "../../../src/app/private-files.ts";
import { type OrganizationKey, organizationKey } from "../../../src/core/organization.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { Card } from "../../../src/views/elements.ts";
import { keepNewest } from "./bounds.ts";
import { type Message, newWorld, numberOf, type WorldState, worldSchema } from "./world-state.ts";

/**
 * Everything said in the sandbox, in memory and in one file. A change resolves once it is in the file, so that nothing that
 * was answered is lost in a crash.
 */
export type World = {
  /** The sandbox's own id of this world; a new one with every "Start over". */
  workspace(): string;
  /** Each world is an organization by itself, under the same name. */
  organization(): OrganizationKey;
  /** Names what can be seen now: a window that shows another needs refreshing. */
  version(): string;
  messages(): readonly Message[];
  find(id: string): Message | undefined;
  /** It was said in this world, and isn't kept any more. */
  isGone(id: string): boolean;
  /** This channel's oldest conversations were put away. */
  isShortened(channel: string): boolean;
  /** Of a request that comes again, the message that is already there. */
  add(said: Omit<Message, "id" | "at" | "edits" | "touched">): Promise<Message>;
  /** @returns whether there is such a message. */
  replaceCard(id: string, card: Card): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Unseen messages of others for this person in this channel. */
  unseen(person: string, channel: string): readonly Message[];
  see(person: string, channel: string): Promise<void>;
  guideIsShown(): boolean;
  showGuide(shown: boolean): Promise<void>;
  startOver(): Promise<void>;
};

/**
 * A world without a file may have had one, whose cases are still in the store under its number: seconds are never used twice.
 */
const unused = (): number => Math.floor(Date.now() / 1000);

export function createWorld({
  folder,
  now,
  changed,
  first = unused(),
}: {
  readonly folder: string;
  readonly now: () => Instant;
  /** Called after each change that someone could see. */
  readonly changed: () => void;
  /** The number of a first world. */
  readonly first?: number;
}): World {
  const path = join(folder, "sandbox.json");
  let state = read(path) ?? newWorld(first, now());
  let kept: Promise<void> = Promise.resolve();
  let isPending = false;

  /** Changes that come while a write is in hand share the next one. */
  function keep(): Promise<void> {
    if (!isPending) {
      isPending = true;
      kept = kept
        .catch(() => undefined)
        .then(() => {
          isPending = false;
          return writeWhole(path, JSON.stringify(state));
        });
    }
    return kept;
  }

  async function change(next: Partial<WorldState>): Promise<void> {
    state = { ...state, ...next, version: state.version + 1 };
    await keep();
    changed();
  }

  const workspace = () => `sandbox-${state.number}`;
  const find = (id: string) => state.messages.find((message) => message.id === id);

  return {
    workspace,
    organization: () => organizationKey(workspace()),
    version: () => `${state.number}.${state.version}`,
    messages: () => state.messages,
    find,
    isGone: (id) => /^m\d+$/.test(id) && Number(id.slice(1)) < state.nextMessage && !find(id),
    isShortened: (channel) => state.putAwayIn.includes(channel),
    add: async (said) => {
      const { request } = said;
      const again = request && state.messages.find((each) => each.request === request && each.from === said.from);
      if (again) return again;
      const message: Message = { ...said, id: `m${state.nextMessage}`, at: now(), edits: 0, touched: 0 };
      const kept = keepNewest([...state.messages, message]);
      const putAwayIn = [...new Set([...state.putAwayIn, ...kept.putAwayIn])];
      await change({ nextMessage: state.nextMessage + 1, messages: [...kept.messages], putAwayIn });
      return message;
    },
    replaceCard: async (id, card) => {
      if (!find(id)) return false;
      const messages = state.messages.map((message) =>
        message.id === id
          ? { ...message, cards: [card], edits: message.edits + 1, touched: state.nextMessage - 1 }
          : message,
      );
      await change({ messages });
      return true;
    },
    remove: (id) => change({ messages: state.messages.filter((message) => message.id !== id) }),
    unseen: (person, channel) => {
      const last = state.seen[person]?.[channel] ?? 0;
      return state.messages.filter(
        (message) =>
          message.channel === channel &&
          message.from !== person &&
          numberOf(message) > last &&
          (message.onlyFor === undefined || message.onlyFor === person),
      );
    },
    see: async (person, channel) => {
      const last = state.nextMessage - 1;
      const before = state.seen[person];
      if (before?.[channel] === last) return;
      // Nobody else sees it, so no window needs to know.
      state = { ...state, seen: { ...state.seen, [person]: { ...before, [channel]: last } } };
      await keep();
    },
    guideIsShown: () => state.guide === "shown",
    showGuide: (shown) => change({ guide: shown ? "shown" : "put-away" }),
    startOver: async () => {
      state = newWorld(state.number + 1, now());
      await keep();
      changed();
    },
  };
}

/** A file that is missing, or of a release that kept it otherwise, begins a new world: nothing here is anyone's work. */
function read(path: string): WorldState | undefined {
  try {
    return worldSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

import { bot, memberOf } from "../world/cast.ts";
import { Mark } from "./icons.tsx";

const initials = (name: string): string =>
  name
    .split(" ")
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("");

/** A person's initials on a color of their own; beside their name, so hidden from screen readers. */
export function Avatar({ id }: { id: string }) {
  if (id === bot.id)
    return (
      <span class="avatar is-bot" aria-hidden="true">
        <Mark />
      </span>
    );
  return (
    <span class={`avatar is-${id}`} aria-hidden="true">
      {initials(memberOf(id)?.name ?? id)}
    </span>
  );
}

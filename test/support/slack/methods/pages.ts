import { no } from "../refusal.ts";
import type { Fields } from "../shapes.ts";
import { optional } from "./method.ts";

/** "Must be an integer with a max value of 999." */
const mostAskedFor = 999;
/**
 * One page of a list by cursor, of `most` at once: "Fewer than the requested number of items may be returned", so that whoever
 * reads only the first page misses someone. @throws {SlackRefusal} `invalid_limit`, `invalid_cursor` for one it never gave.
 */
export const pageOf = <Item>(
  all: readonly Item[],
  args: Fields,
  { usual, most }: { readonly usual: number; readonly most: number },
): { readonly items: readonly Item[]; readonly next: Fields } => {
  const limit = Number(args.limit ?? usual);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostAskedFor) no("invalid_limit");
  const cursor = optional(args, "cursor");
  const start = cursor === undefined ? 0 : Number(/^after:(\d+)$/.exec(cursor)?.[1] ?? no("invalid_cursor"));
  const end = start + Math.min(limit, most);
  return { items: all.slice(start, end), next: { next_cursor: end < all.length ? `after:${end}` : "" } };
};

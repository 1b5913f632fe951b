/** The most that Slack hands out at once. It may be fewer, even before the end. */
const perPage = 999;

type Page<Item> = {
  readonly items: readonly Item[] | undefined;
  readonly next: { readonly next_cursor?: string } | undefined;
};

/** A list that Slack hands out page by page, up to `most` pages. `isWhole` is false where there are more. */
export const allPages = async <Item>(
  most: number,
  ask: (at: { limit: number; cursor?: string }) => Promise<Page<Item>>,
): Promise<{ readonly items: readonly Item[]; readonly isWhole: boolean }> => {
  const found: Item[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < most; page += 1) {
    const { items = [], next } = await ask({ limit: perPage, ...(cursor ? { cursor } : {}) });
    found.push(...items);
    cursor = next?.next_cursor || undefined;
    if (cursor === undefined) return { items: found, isWhole: true };
  }
  return { items: found, isWhole: false };
};

/** How much of a listing the console holds; beyond it a page says that there is more. */
const MOST = 10_000;

/** All items of a paginated listing: `collect(paginateListRoles({ client }, {}), (page) => page.Roles)`. */
export async function collect<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...(itemsOf(page) ?? []));
    if (items.length >= MOST) break;
  }
  return items;
}

/** The most frequent first, then by names, code unit by code unit: the same order everywhere. */
export const byCountThenName =
  <Item extends { readonly count: number }>(namesOf: (item: Item) => readonly string[]) =>
  (one: Item, other: Item): number =>
    other.count - one.count || compared(namesOf(one), namesOf(other));

const compared = (names: readonly string[], others: readonly string[]): number => {
  for (const [index, name] of names.entries()) {
    const other = others[index] ?? '';
    if (name !== other) return name < other ? -1 : 1;
  }
  return 0;
};

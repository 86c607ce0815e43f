/**
 * The first `count` items in order, sorted, without sorting the rest: a page of a hundred out of thousands. Those kept so far are a heap with
 * the last of them on top, which almost every further item is compared with and nothing else.
 */
export function firstOf<Item>(
  items: readonly Item[],
  count: number,
  compare: (a: Item, b: Item) => number,
): readonly Item[] {
  if (items.length <= count) return items.toSorted(compare);
  const heap = items.slice(0, count);
  for (let index = (count >>> 1) - 1; index >= 0; index -= 1) sink(heap, index, compare);
  for (let index = count; index < items.length; index += 1) {
    const item = items[index];
    const last = heap[0];
    if (item === undefined || last === undefined || compare(item, last) >= 0) continue;
    heap[0] = item;
    sink(heap, 0, compare);
  }
  return heap.toSorted(compare);
}

/** Moves the item down until none below it comes later. */
function sink<Item>(heap: Item[], from: number, compare: (a: Item, b: Item) => number): void {
  const item = heap[from];
  if (item === undefined) return;
  let index = from;
  for (;;) {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    if (left === undefined) break;
    const isRight = right !== undefined && compare(right, left) > 0;
    const later = isRight ? right : left;
    if (compare(later, item) <= 0) break;
    heap[index] = later;
    index = 2 * index + (isRight ? 2 : 1);
  }
  heap[index] = item;
}

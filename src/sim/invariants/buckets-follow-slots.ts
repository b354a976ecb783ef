/** Whom the contracts' policies draw from lies where its free slots say, and is counted there. §M5.2, §M18 */
import { assert } from '../../base/assert.ts';
import { SpaceBuckets } from '../network/placement/space-buckets.ts';
import type { World } from '../network/world.ts';

/** Looks at every bucket; nothing to look at under the other policies. */
export function bucketsFollowSlots({ free }: World): void {
  const { book } = free;
  if (!(book instanceof SpaceBuckets)) return;
  let shown = 0;
  for (let level = 0; level <= book.slots; level++) {
    const bucket = book.bucket(level);
    if (book.rule === 'as-counted' && level > 0) {
      const leaf = book.counts.places + level - 1;
      assert(book.counts.countAt(leaf) === bucket.length, 'the tree counts what a bucket holds');
    }
    for (const node of bucket) {
      assert(free.freeOf(node) === level, 'a node is in the bucket of its free slots');
      if (!free.isHidden(node)) shown++;
      else assert(book.rule === 'as-listed', 'a hidden node is in no bucket');
    }
  }
  assert(shown === free.eligibleCount(0), 'every node that takes members is in a bucket');
}

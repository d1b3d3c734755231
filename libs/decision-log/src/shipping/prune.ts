import type { Delivery } from './delivery.js';
import type { WriterFolder } from './writer-folder.js';

/**
 * Removes the segments of a writer that every destination has which must have them. Those that need not hold
 * up to `keepBytes` of segments that the others are through with; what is older is gone for them.
 *
 * @returns whether the whole folder is gone: the writer has ended, and all is delivered.
 */
export async function pruneWriter(
  folder: WriterFolder,
  deliveries: readonly Delivery[],
  keepBytes: number,
): Promise<boolean> {
  const { writer } = folder;
  if (deliveries.every((delivery) => delivery.isFinished(writer))) {
    await folder.removeAll();
    return true;
  }
  const required = deliveries.filter(({ settings }) => settings.isRequired);
  const needed = firstNeeded(required, writer);
  const wanted = firstNeeded(deliveries, writer);
  const done = (await folder.segments()).filter((segment) => segment < needed);
  let kept = 0;
  // From the newest, so that the oldest goes first.
  for (const segment of done.toReversed()) {
    kept += await folder.sizeOf(segment);
    if (segment < wanted || kept > keepBytes) {
      await folder.remove(segment);
    }
  }
  return false;
}

/** A destination of which it is not known what it has needs everything. */
function firstNeeded(deliveries: readonly Delivery[], writer: string): number {
  return Math.min(...deliveries.map((delivery) => delivery.neededSegment(writer)));
}

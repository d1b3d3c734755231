import { open } from 'node:fs/promises';
import { readCheckpoint } from '../checkpoints/checkpoint.js';
import type { CheckpointLine } from '../checkpoints/checkpoint.js';
import type { CheckpointChecker } from './checkpoint-checker.js';
import type { TimeRange } from './log-tables.js';

/** As `addOutside`, from a file. That it is not there is a finding. */
export async function addOutsideFile(
  path: string,
  checkpoints: CheckpointChecker,
  range: TimeRange | null,
): Promise<void> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') {
      return null;
    }
    throw cause;
  });
  if (file === null) {
    checkpoints.tellNoFile(path);
    return;
  }
  try {
    await addOutside(file.readLines(), checkpoints, range);
  } finally {
    await file.close();
  }
}

/**
 * Adds what was kept outside, as far as it is of a time. A line that was cut off by the death of its process is no
 * fault: the next one has it whole, or it is the last.
 */
async function addOutside(
  lines: AsyncIterable<string>,
  checkpoints: CheckpointChecker,
  range: TimeRange | null,
): Promise<void> {
  let cutOff = '';
  for await (const line of lines) {
    if (cutOff !== '' && !line.startsWith(cutOff)) {
      checkpoints.add(cutOff, 'outside');
    }
    const read = readCheckpoint(line);
    cutOff = read === null ? line : '';
    if (read !== null && isIn(range, read)) {
      checkpoints.add(line, 'outside');
    }
  }
  if (!isStart(cutOff)) {
    checkpoints.add(cutOff, 'outside');
  }
}

function isIn(range: TimeRange | null, { checkpoint }: CheckpointLine): boolean {
  const at = Date.parse(checkpoint.at);
  return range === null || (at >= range.from.getTime() && at < range.to.getTime());
}

/** Whether a text can be the beginning of a checkpoint. */
function isStart(text: string): boolean {
  const start = '{"v":1,"number":';
  return text.startsWith(start) || start.startsWith(text);
}

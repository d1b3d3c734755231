import { CliError } from '../terminal/cli-error.js';
import type { Call, CliOption } from './command.js';

export const COVERAGE_FLOOR: CliOption = {
  flags: '--coverage-floor <percent>',
  description: 'least share of lines that the tests must reach; default 0',
};

export function readCoverageFloor({ options }: Call): number {
  const text = options.text('coverageFloor');
  const floor = text === undefined ? 0 : Number(text);
  if (text?.trim() === '' || !(floor >= 0 && floor <= 100)) {
    throw new CliError('cli.usage', '--coverage-floor must be a number from 0 to 100');
  }
  return floor;
}

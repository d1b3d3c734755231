/** How it is watched that entries come to where they are read. */
export class CanarySettings {
  /** How often one is written, in ms; 0 for never. */
  readonly intervalMs: number;
  /** How long it may take, in ms. */
  readonly boundMs: number;

  constructor({ intervalMs, boundMs }: Pick<CanarySettings, 'intervalMs' | 'boundMs'>) {
    this.intervalMs = intervalMs;
    this.boundMs = boundMs;
  }
}

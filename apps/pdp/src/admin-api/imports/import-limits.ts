/** Bounds of one import. */
export class ImportLimits {
  /** Most lines that say something. */
  readonly maxLines: number;
  readonly maxBytes: number;
  readonly maxLineBytes: number;

  constructor({ maxLines, maxBytes, maxLineBytes }: ImportLimits) {
    this.maxLines = maxLines;
    this.maxBytes = maxBytes;
    this.maxLineBytes = maxLineBytes;
  }
}

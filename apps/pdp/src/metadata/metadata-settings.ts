import type { MetadataSigner } from './metadata-signer.js';

/** What metadata is made of. */
export class MetadataSettings {
  /** `https://host`; null for the address that the request came in at. */
  readonly publicUrl: string | null;
  /** Null when metadata is not signed. */
  readonly signer: MetadataSigner | null;

  constructor(of: { readonly publicUrl: string | null; readonly signer: MetadataSigner | null }) {
    this.publicUrl = of.publicUrl;
    this.signer = of.signer;
  }
}

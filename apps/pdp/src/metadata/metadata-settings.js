/** What metadata is made of. */
export class MetadataSettings {
    /** `https://host`; null for the address that the request came in at. */
    publicUrl;
    /** Null when metadata is not signed. */
    signer;
    constructor(of) {
        this.publicUrl = of.publicUrl;
        this.signer = of.signer;
    }
}

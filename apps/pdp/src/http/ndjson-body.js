/** A body of `application/x-ndjson` that has not been read yet. Each line is held to the rules of any other body. */
export class NdjsonBody {
    stream;
    readJson;
    constructor(stream, readJson) {
        this.stream = stream;
        this.readJson = readJson;
    }
}

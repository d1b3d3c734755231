import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidRequestError, LimitExceededError } from '@legate/core';
import { splitLines } from './split-lines.js';
/** What the name of an import's folder begins with: it tells whose it is. */
const SPOOL_PREFIX = `legate-import-${process.pid}-`;
const MAX_BATCH_LINES = 1000;
const MAX_BATCH_BYTES = 1024 * 1024;
const WRITE_BYTES = 256 * 1024;
/** An import on disk: the body as it came, and its lines once they are read, by the kind of object. */
export class ImportSpool {
    folder;
    files = new Map();
    lineOf = new Map();
    constructor(folder) {
        this.folder = folder;
    }
    static async create() {
        return new ImportSpool(await mkdtemp(join(tmpdir(), SPOOL_PREFIX)));
    }
    /** Takes in the body as fast as it comes: its sender has only so long. @throws LimitExceededError, InvalidRequestError */
    async keepBody(body, maxBytes) {
        const file = await open(this.bodyPath, 'wx', 0o600);
        try {
            let size = 0;
            for await (const chunk of readBody(body)) {
                size += chunk.length;
                if (size > maxBytes) {
                    const message = `the body is larger than ${maxBytes} bytes`;
                    throw new LimitExceededError('request.too_large', message);
                }
                await file.write(chunk);
            }
        }
        finally {
            await file.close();
        }
    }
    body() {
        return createReadStream(this.bodyPath);
    }
    get bodyPath() {
        return join(this.folder, 'body');
    }
    /** Notes which line is about an object. @returns the line that is about it already, or null */
    claim(entity, key, line) {
        const name = `${entity} ${key}`;
        const earlier = this.lineOf.get(name);
        if (earlier === undefined) {
            this.lineOf.set(name, line);
        }
        return earlier ?? null;
    }
    has(entity, key) {
        return this.lineOf.has(`${entity} ${key}`);
    }
    async add(entity, lined) {
        let file = this.files.get(entity);
        if (file === undefined) {
            file = await SpoolFile.create(join(this.folder, entity));
            this.files.set(entity, file);
        }
        await file.add(`${JSON.stringify(lined)}\n`);
    }
    /** To be called between the last `add` and the first `read`. */
    async endAdding() {
        for (const file of this.files.values()) {
            await file.end();
        }
    }
    async *read(entity) {
        if (!this.files.has(entity)) {
            return;
        }
        let batch = [];
        let size = 0;
        const chunks = createReadStream(join(this.folder, entity));
        for await (const { bytes } of splitLines(chunks, Infinity)) {
            batch.push(JSON.parse(bytes.toString('utf8')));
            size += bytes.length;
            if (batch.length >= MAX_BATCH_LINES || size >= MAX_BATCH_BYTES) {
                yield batch;
                batch = [];
                size = 0;
            }
        }
        if (batch.length > 0) {
            yield batch;
        }
    }
    async remove() {
        for (const file of this.files.values()) {
            await file.close();
        }
        await rm(this.folder, { recursive: true, force: true });
    }
}
/** The stream itself is left alone: destroying it would take the connection with it, and the answer. */
async function* readBody(body) {
    try {
        yield* body.iterator({ destroyOnReturn: false });
    }
    catch (cause) {
        const message = 'the body ended before it was whole';
        throw new InvalidRequestError('request.malformed', message, { cause });
    }
}
class SpoolFile {
    handle;
    waiting = [];
    size = 0;
    constructor(handle) {
        this.handle = handle;
    }
    static async create(path) {
        return new SpoolFile(await open(path, 'wx', 0o600));
    }
    async add(text) {
        this.waiting.push(text);
        this.size += text.length;
        if (this.size >= WRITE_BYTES) {
            await this.write();
        }
    }
    async write() {
        const text = this.waiting.join('');
        this.waiting = [];
        this.size = 0;
        await this.handle.appendFile(text);
    }
    async end() {
        await this.write();
    }
    async close() {
        await this.handle.close();
    }
}

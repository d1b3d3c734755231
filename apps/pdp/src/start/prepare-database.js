import { UnavailableError } from '@legate/core';
import { migrate, sqlStateOf, startEmbeddedPostgres } from '@legate/persistence';
/** Finds or starts the database and brings its schema up to date. */
export async function prepareDatabase(context) {
    const { config, log, terminal, stop } = context;
    const url = config.databaseUrl === '' ? await startEmbedded(context) : config.databaseUrl;
    stop.check();
    const settings = {
        url,
        poolSize: config.databasePoolSize,
        connectTimeoutMs: config.databaseTimeoutMs,
        statementTimeoutMs: config.databaseTimeoutMs,
        onPoolError: (cause) => {
            // Its words alone: the driver's error carries the whole connection. While stopping it is no news.
            if (stop.reason === null) {
                log.warn({ event: 'database.connection_lost', reason: innermost(cause) });
            }
        },
    };
    if (config.migrateOnStart) {
        const ran = await migrateNamed(settings, config);
        terminal.step('schema', ran.length === 0 ? 'up to date' : `migrated: ${ran.join(', ')}`);
    }
    return settings;
}
async function startEmbedded({ config, terminal, stop, opened }) {
    const postgres = await startEmbeddedPostgres({
        dataDir: config.dataDir,
        sharedBuffersMb: config.postgresSharedBuffersMb,
        onProgress: (line) => {
            terminal.step('database', line);
        },
        onLost: (cause) => {
            stop.stop({ kind: 'lost', cause });
        },
    });
    opened.add(async () => {
        await postgres.stop();
    });
    const origin = postgres.adopted ? 'adopted from a Legate that was killed' : 'started';
    terminal.step('database', `embedded PostgreSQL in ${config.dataDir}, ${origin}`);
    return postgres.url;
}
async function migrateNamed(settings, { databaseUrl }) {
    try {
        return await migrate(settings);
    }
    catch (cause) {
        throw databaseUrl === '' ? cause : explainUnreachable(databaseUrl, cause);
    }
}
/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const REFUSALS = {
    '28000': 'lets nobody in by that user name',
    '28P01': 'refuses the password',
    '3D000': 'does not exist',
    '42501': 'does not let that user make tables',
};
/** Names the host and port, never the password. */
function explainUnreachable(databaseUrl, cause) {
    const refusal = REFUSALS[sqlStateOf(cause) ?? ''];
    const problem = refusal ?? (cause instanceof UnavailableError ? `does not answer: ${innermost(cause)}` : null);
    if (problem === null) {
        return cause;
    }
    const { host, pathname } = new URL(databaseUrl);
    const message = `the database of DATABASE_URL (${host}${pathname}) ${problem}`;
    return new UnavailableError('database.unavailable', message, { cause });
}
function innermost(error) {
    if (error instanceof AggregateError && error.errors.length > 0) {
        return innermost(error.errors[0]);
    }
    if (!(error instanceof Error)) {
        return String(error);
    }
    return error.cause === undefined ? error.message : innermost(error.cause);
}

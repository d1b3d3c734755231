// Jest runs this outside its module system, so it uses what `npm test` has compiled.
const { join } = require('node:path');
const { Client } = require('pg');

const TEMPLATE_DATABASE = 'legate_test_template';

/**
 * Starts one PostgreSQL for the run and migrates the database that every test file copies. With TEST_DATABASE_URL
 * the server it names is used instead; its role must be able to create databases.
 */
module.exports = async function globalSetup() {
  const persistence = require('../../dist/libs/persistence/src/index.js');
  const server = process.env.TEST_DATABASE_URL ?? (await startServer(persistence));
  process.env.LEGATE_TEST_SERVER_URL = server;
  await makeTemplate(server);
  const template = new URL(server);
  template.pathname = `/${TEMPLATE_DATABASE}`;
  await persistence.migrate({
    url: template.toString(),
    poolSize: 2,
    connectTimeoutMs: 10_000,
    statementTimeoutMs: 60_000,
    onPoolError: () => undefined,
  });
};

async function startServer({ startEmbeddedPostgres }) {
  const dataDir = join(__dirname, '..', '..', '.legate', 'test');
  globalThis.legateTestPostgres = await startEmbeddedPostgres({ dataDir, durable: false });
  return globalThis.legateTestPostgres.url;
}

async function makeTemplate(server) {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    // What an interrupted run left behind.
    const { rows } = await client.query(
      "SELECT datname FROM pg_database WHERE datname LIKE 'legate\\_test\\_%'",
    );
    for (const { datname } of rows) {
      await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
    await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  } finally {
    await client.end();
  }
}

import { API_KEY_PATTERN } from '@legate/callers';
import { LOG_LEVELS, Setting } from '@legate/platform';
import type { LogLevel } from '@legate/platform';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, Matches, Max, Min, ValidateIf } from 'class-validator';
import { OperationsConfig } from './operations-config.js';

const IsGiven = (): PropertyDecorator => ValidateIf((_, value) => value !== '');

/** Every setting of the service. docs/config.md is generated from here. */
export class PdpConfig extends OperationsConfig {
  @Setting({
    name: 'DATABASE_URL',
    description:
      'PostgreSQL to use (15 or later), as `postgresql://user:password@host:port/database`. Without it, an embedded PostgreSQL runs in `LEGATE_DATA_DIR`.',
    secret: true,
  })
  @IsGiven()
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'must be a URL that starts with postgresql://' })
  databaseUrl = '';

  @Setting({ name: 'LEGATE_HOST', description: 'Address to listen on.' })
  @IsNotEmpty()
  host = '127.0.0.1';

  @Setting({ name: 'LEGATE_PORT', description: 'TCP port to listen on; 0 takes a free one.' })
  @IsInt()
  @Min(0)
  @Max(65535)
  port = 8080;

  @Setting({
    name: 'LEGATE_TLS_CERT_FILE',
    description:
      'PEM file of the certificate, with those between it and its root. With it the service speaks HTTPS. Files of TLS are read again when they change.',
  })
  tlsCertFile = '';

  @Setting({ name: 'LEGATE_TLS_KEY_FILE', description: 'PEM file of the private key.' })
  tlsKeyFile = '';

  @Setting({
    name: 'LEGATE_TLS_CLIENT_CA_FILE',
    description:
      'PEM file of the certificates that issue those of clients. With it a caller can be known by the SPIFFE id of its certificate.',
  })
  tlsClientCaFile = '';

  @Setting({
    name: 'LEGATE_TLS_TRUST_DOMAIN',
    description: 'The SPIFFE trust domain that `LEGATE_TLS_CLIENT_CA_FILE` is of.',
  })
  @IsGiven()
  @Matches(/^[a-z0-9._-]{1,255}$/, {
    message: 'must be a SPIFFE trust domain, such as example.org',
  })
  tlsTrustDomain = '';

  @Setting({
    name: 'LEGATE_JWKS_INTERNAL_HOSTS',
    description:
      'Hosts that keys of issuers may be fetched from although their addresses are internal, separated by commas.',
  })
  jwksInternalHosts = '';

  @Setting({
    name: 'LEGATE_JWKS_CA_FILE',
    description: 'PEM file of further certificates to believe when keys of issuers are fetched.',
  })
  jwksCaFile = '';

  @Setting({
    name: 'LEGATE_JWKS_INSECURE_HTTP',
    description: 'Whether keys of issuers may be fetched over plain HTTP, from loopback only.',
  })
  @IsBoolean()
  jwksInsecureHttp = false;

  @Setting({
    name: 'LEGATE_DATA_DIR',
    description: 'Folder of the embedded PostgreSQL and of all else that is kept between runs.',
  })
  @IsNotEmpty()
  dataDir = '.legate';

  @Setting({
    name: 'LEGATE_POSTGRES_SHARED_BUFFERS_MB',
    description:
      'Memory in which the embedded PostgreSQL keeps pages. With many grants, as much as the database is large.',
  })
  @IsInt()
  @Min(16)
  @Max(1_000_000)
  postgresSharedBuffersMb = 128;

  @Setting({
    name: 'LEGATE_CACHE_DIR',
    description: 'Folder of compiled policies and of the OPA binary. Can be deleted at any time.',
    defaultText: '`$XDG_CACHE_HOME/legate`, or `~/.cache/legate`',
  })
  cacheDir = '';

  @Setting({
    name: 'LEGATE_OPA',
    description:
      'Path of the OPA command to compile policies with (1.x). Without it one is looked for, fetched or built.',
  })
  opa = '';

  @Setting({
    name: 'LEGATE_OPA_RELEASE_URL',
    description: "Base address of OPA's releases, for a mirror.",
  })
  @IsGiven()
  @Matches(/^https?:\/\/\S+$/, { message: 'must be an http or https URL' })
  opaReleaseUrl = '';

  @Setting({
    name: 'LEGATE_BOOTSTRAP_ADMIN_KEY',
    description:
      'Key of the bootstrap caller: `lgt_` and at least 32 visible ASCII characters. Replaces the one it has. Without it one is made on the first run and shown once.',
    secret: true,
  })
  @IsGiven()
  @Matches(API_KEY_PATTERN, { message: 'must be lgt_ and 32 to 512 visible ASCII characters' })
  bootstrapAdminKey = '';

  @Setting({
    name: 'LEGATE_MIGRATE_ON_START',
    description: 'Whether to bring the database schema up to date at start.',
  })
  @IsBoolean()
  migrateOnStart = true;

  @Setting({
    name: 'LEGATE_LOG_LEVEL',
    description: `Least level of the operational log: ${LOG_LEVELS.map((level) => `\`${level}\``).join(', ')}.`,
  })
  @IsIn(LOG_LEVELS)
  logLevel: LogLevel = 'info';

  @Setting({
    name: 'LEGATE_PUBLIC_URL',
    description:
      'Where the service is reached, as `https://host`: the base of its AuthZEN metadata. Without it, the address that a request comes in at, over plain HTTP.',
  })
  @IsGiven()
  @Matches(/^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, {
    message: 'must be https://host or https://host:port, without a path',
  })
  publicUrl = '';

  @Setting({
    name: 'LEGATE_METADATA_SIGNING_KEY',
    description:
      'Private key to sign AuthZEN metadata with: EC P-256, Ed25519 or RSA, as a JWK or PEM. Without it, metadata is not signed.',
    secret: true,
  })
  metadataSigningKey = '';

  @Setting({
    name: 'LEGATE_DATABASE_POOL_SIZE',
    description: 'Most connections to the database, beside two that follow changes.',
  })
  @IsInt()
  @Min(1)
  @Max(500)
  databasePoolSize = 10;

  @Setting({
    name: 'LEGATE_DATABASE_TIMEOUT_MS',
    description: 'Longest time to connect, and longest time of one statement.',
  })
  @IsInt()
  @Min(100)
  @Max(600_000)
  databaseTimeoutMs = 5000;

  @Setting({
    name: 'LEGATE_MAX_STALENESS_MS',
    description:
      'Facts that were not confirmed against the database for longer are not decided on: deny `indeterminate.stale`, not ready.',
  })
  @IsInt()
  @Min(100)
  @Max(600_000)
  maxStalenessMs = 5000;

  @Setting({
    name: 'LEGATE_FEED_POLL_MS',
    description: 'How often to look for changes when no notification comes.',
  })
  @IsInt()
  @Min(10)
  @Max(60_000)
  feedPollMs = 250;

  @Setting({
    name: 'LEGATE_MAX_CLOCK_SKEW_MS',
    description:
      "Largest difference between this machine's clock and the database's: beyond it, deny `indeterminate.clock`, not ready.",
  })
  @IsInt()
  @Min(1)
  @Max(600_000)
  maxClockSkewMs = 1000;

  @Setting({
    name: 'LEGATE_REVISION_WAIT_MS',
    description: 'Longest wait for the revision that a request demands with `Legate-Min-Revision`.',
  })
  @IsInt()
  @Min(0)
  @Max(60_000)
  revisionWaitMs = 1000;

  @Setting({
    name: 'LEGATE_FACTS_CACHE_ENTRIES',
    description: 'Most facts kept in memory per tenant; at the bound its cache begins anew.',
  })
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  factsCacheEntries = 200_000;
}

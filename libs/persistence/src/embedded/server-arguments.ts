/** What differs between two starts of the server. @internal */
export interface ServerArguments {
  cluster: string;
  port: number;
  durable: boolean;
  sharedBuffersMb: number;
}

/** The command line of `postgres`: modest in memory, local only, quiet about data. @internal */
export function serverArguments({
  cluster,
  port,
  durable,
  sharedBuffersMb,
}: ServerArguments): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // The path of a socket in the data folder may exceed the system's limit of about 100 bytes.
    unix_socket_directories: '',
    shared_buffers: `${sharedBuffersMb}MB`,
    max_connections: '200',
    fsync: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    // What a killed Legate was running must not go on for nobody, holding its locks.
    client_connection_check_interval: '1s',
    // Statements and key values of failed ones are personal data; the log is not for them.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  };
  return [
    '-D',
    cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

/** The command line of `initdb`. @internal */
export function initdbArguments(folder: {
  cluster: string;
  passwordFile: string;
  durable: boolean;
}): string[] {
  return [
    `--pgdata=${folder.cluster}`,
    `--pwfile=${folder.passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Built into PostgreSQL, so that the sort order does not depend on the system's C library.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(folder.durable ? [] : ['--no-sync']),
  ];
}

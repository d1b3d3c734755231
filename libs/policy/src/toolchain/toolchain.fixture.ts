import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A shell script that answers `opa version` as OPA does and echoes anything else. */
export function fakeOpa(version: string): string {
  return `#!/bin/sh\nif [ "$1" = version ]; then echo "Version: ${version}"; else echo "$@"; fi\n`;
}

/** Writes an executable file, with the folders it needs, and returns its path. */
export async function writeProgram(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await chmod(path, 0o755);
  return path;
}

/** A folder for one test file's scratch work. */
export class TemporaryFolder {
  private constructor(readonly path: string) {}

  static async create(): Promise<TemporaryFolder> {
    return new TemporaryFolder(await mkdtemp(join(tmpdir(), 'legate-toolchain-')));
  }

  join(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}

/** A web server on this machine that remembers what it was asked for. */
export class LocalServer {
  readonly requests: string[] = [];

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(listener: RequestListener): Promise<LocalServer> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const local = new LocalServer(server, `http://127.0.0.1:${port}`);
    server.on('request', (request) => local.requests.push(request.url ?? ''));
    return local;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Files by path, everything else 404. */
export function serving(files: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const body = files[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  };
}

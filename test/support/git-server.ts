import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type Tree = Readonly<Record<string, string | null | { readonly link: string }>>;

/** A bare repository that a real `git http-backend` serves over HTTP, and a clone to commit in. */
export class GitServer {
  readonly requests: string[] = [];
  /** Answers instead of git. */
  instead: ((request: IncomingMessage, response: ServerResponse) => boolean) | null = null;
  private readonly server: Server;

  private constructor(private readonly folder: string) {
    this.server = createServer((request, response) => {
      this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      if (this.instead?.(request, response) !== true) {
        this.serve(request, response);
      }
    });
  }

  static async start(): Promise<GitServer> {
    const server = new GitServer(await mkdtemp(join(tmpdir(), 'legate-git-server-')));
    await server.git(server.folder, 'init', '--quiet', '--bare', '--initial-branch=main', 'p.git');
    await server.git(server.folder, 'init', '--quiet', '--initial-branch=main', 'work');
    await new Promise<void>((resolve) => {
      server.server.listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/p.git`;
  }

  /** Writes files, null for one to take away, and pushes them. @returns the commit */
  async commit(files: Tree, message = 'change'): Promise<string> {
    const work = join(this.folder, 'work');
    for (const [path, content] of Object.entries(files)) {
      const at = join(work, path);
      await rm(at, { recursive: true, force: true });
      await mkdir(dirname(at), { recursive: true });
      if (typeof content === 'string') {
        await writeFile(at, content);
      } else if (content !== null) {
        await symlink(content.link, at);
      }
    }
    await this.git(work, 'add', '--all');
    await this.git(work, 'commit', '--quiet', '--allow-empty', '-m', message);
    return await this.push();
  }

  /** Moves the branch to what a revision means. @returns the commit */
  async reset(revision: string): Promise<string> {
    await this.git(join(this.folder, 'work'), 'reset', '--quiet', '--hard', revision);
    return await this.push();
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    await rm(this.folder, { recursive: true, force: true });
  }

  private async push(): Promise<string> {
    const work = join(this.folder, 'work');
    await this.git(work, 'push', '--quiet', '--force', '../p.git', 'HEAD:main');
    return (await this.git(work, 'rev-parse', 'HEAD')).trim();
  }

  private async git(cwd: string, ...args: readonly string[]): Promise<string> {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
    const { stdout } = await run('git', [...identity, ...args], { cwd, env: environment() });
    return stdout;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, search } = new URL(request.url ?? '/', 'http://x');
    const { headers } = request;
    const backend = spawn('git', ['http-backend'], {
      env: {
        ...environment(),
        GIT_PROJECT_ROOT: this.folder,
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
        PATH_INFO: pathname,
        QUERY_STRING: search.slice(1),
        REQUEST_METHOD: request.method ?? '',
        CONTENT_TYPE: headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.once('close', () => {
      answer(response, Buffer.concat(chunks));
    });
  }
}

const environment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
});

/** What a CGI program says (RFC 3875 section 6). */
function answer(response: ServerResponse, output: Buffer): void {
  const end = output.indexOf('\r\n\r\n');
  const lines = output.subarray(0, end).toString('latin1').split('\r\n');
  let status = 200;
  for (const line of lines) {
    const [name = '', value = ''] = line.split(/: (.*)/su);
    if (name.toLowerCase() === 'status') {
      status = Number.parseInt(value, 10);
    } else if (name !== '') {
      response.setHeader(name, value);
    }
  }
  response.writeHead(status).end(output.subarray(end + 4));
}

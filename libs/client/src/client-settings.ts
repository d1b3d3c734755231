import { clientError } from './errors.js';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface LegateClientOptions {
  /** `https://…`; plain `http` only to this machine, unless `allowInsecureHttp` is set. */
  readonly baseUrl: string;
  /** API key or token, or what gives one; it is asked anew for each try. */
  readonly key: string | (() => string | Promise<string>);
  /** Without it, the tenant `default`. */
  readonly tenant?: string;
  /** Bound of a whole call with all its tries, ms; default 2,000. */
  readonly timeoutMs?: number;
  /** Further tries after a failure that may pass; default 2. */
  readonly retries?: number;
  /** Largest answer, bytes; default 1 MiB. */
  readonly maxAnswerBytes?: number;
  /** Types of obligations that you perform; default none. A permit with another one is a deny. */
  readonly supportedObligations?: readonly string[];
  readonly allowInsecureHttp?: boolean;
  readonly fetch?: Fetch;
}

/** Options, checked and complete. */
export interface ClientSettings {
  readonly origin: string;
  /** Path of the base address and the tenant, without a slash at its end. */
  readonly prefix: string;
  readonly key: () => Promise<string>;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly maxAnswerBytes: number;
  readonly supportedObligations: readonly string[];
  readonly fetch: Fetch;
}

const MAX_TIMEOUT_MS = 600_000;
const MAX_RETRIES = 10;
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** @throws LegateError `client.invalid_request` */
export function readOptions(options: LegateClientOptions): ClientSettings {
  const base = readBaseUrl(options);
  const { key, tenant, supportedObligations = [] } = options;
  const tenantPath = tenant === undefined ? '' : `/t/${encodeURIComponent(tenant)}`;
  if (tenant === '' || tenant === '.' || tenant === '..') {
    throw invalid('tenant must name one');
  }
  return {
    origin: base.origin,
    prefix: base.pathname.replace(/\/+$/, '') + tenantPath,
    key: async () => (typeof key === 'string' ? key : await key()),
    timeoutMs: wholeNumber('timeoutMs', options.timeoutMs ?? 2000, { min: 1, max: MAX_TIMEOUT_MS }),
    retries: wholeNumber('retries', options.retries ?? 2, { min: 0, max: MAX_RETRIES }),
    maxAnswerBytes: wholeNumber('maxAnswerBytes', options.maxAnswerBytes ?? 1024 * 1024, {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
    supportedObligations,
    fetch: options.fetch ?? (async (url, init) => await fetch(url, init)),
  };
}

function readBaseUrl({ baseUrl, allowInsecureHttp = false }: LegateClientOptions): URL {
  if (!URL.canParse(baseUrl)) {
    throw invalid('baseUrl is not a URL');
  }
  const url = new URL(baseUrl);
  if (!isSecret(url, allowInsecureHttp)) {
    throw invalid('baseUrl must be https (or set allowInsecureHttp)');
  }
  if ([url.username, url.password, url.search, url.hash].some((part) => part !== '')) {
    throw invalid('baseUrl must not have credentials, a query or a fragment');
  }
  return url;
}

/** Whether nobody on the way can read the key, or that is accepted (AuthZEN 1.0 section 11.1). */
function isSecret({ protocol, hostname }: URL, allowInsecureHttp: boolean): boolean {
  return (
    protocol === 'https:' || (protocol === 'http:' && (allowInsecureHttp || LOCAL.test(hostname)))
  );
}

/** @throws LegateError `client.invalid_request` */
export function wholeNumber(
  name: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalid(`${name} must be a whole number from ${min} to ${max}`);
  }
  return value;
}

function invalid(message: string): Error {
  return clientError('client.invalid_request', message);
}

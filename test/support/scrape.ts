/** Metrics by name and labels as they are written, for example `up` or `x{a="b"}`. */
export type Scraped = ReadonlyMap<string, number>;

const LINE = /^(?<series>[a-zA-Z_:][a-zA-Z0-9_:]*(\{.*\})?) (?<value>\S+)$/;

/** Reads the text format of Prometheus. Fails on a line that is none. */
export function readMetrics(text: string): Scraped {
  const found = new Map<string, number>();
  for (const line of text.split('\n')) {
    if (line !== '' && !line.startsWith('#')) {
      const { series, value = '' } = LINE.exec(line)?.groups ?? {};
      if (series === undefined || found.has(series)) {
        throw new Error(`no metric, or one twice: ${line}`);
      }
      found.set(series, value === '+Inf' ? Infinity : Number(value));
    }
  }
  return found;
}

/** The names after `# TYPE`, with their types. */
export function readTypes(text: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(text.matchAll(/^# TYPE (\S+) (\S+)$/gm), ([, name = '', type = '']) => [name, type]),
  );
}

export async function scrape(url: string, key: string | null = null): Promise<Scraped> {
  const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/metrics`, { headers });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`${response.status}: ${text}`);
  }
  return readMetrics(text);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { METRICS } from '../../apps/pdp/src/metrics/catalogue.js';
import type { MetricDefinition } from '../../apps/pdp/src/metrics/catalogue.js';

const DOCS = join(__dirname, '..', '..', 'docs');
const SECTIONS = ['## What it means', '## Where to look', '## What to do'];

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number };
  readonly targets: readonly { readonly refId: string; readonly expr: string }[];
}

function read(...path: readonly string[]): string {
  return readFileSync(join(DOCS, ...path), 'utf8');
}

const { groups } = parse(read('operations', 'alerts.yml')) as {
  groups: readonly { readonly name: string; readonly rules: readonly Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('operations', 'grafana-dashboard.json')) as {
  readonly panels: readonly Panel[];
};

/** What may stand in an expression beside metrics: functions, keywords, and words of Grafana. */
const WORDS = new Set(
  `sum min max topk by on and or rate increase histogram_quantile absent`.split(' '),
);
const definitions: ReadonlyMap<string, MetricDefinition> = new Map(
  Object.values(METRICS).map((metric) => [metric.name, metric]),
);
const registry = new Registry();
collectDefaultMetrics({ register: registry });
const ofProcess = new Set(registry.getMetricsAsArray().map(({ name }) => name));
/** Labels that Prometheus adds, or that a histogram has. */
const ADDED = ['instance', 'job', 'le'];

/** Metrics that an expression names, each with the labels it is asked by. */
function metricsIn(expr: string): readonly { name: string; labels: readonly string[] }[] {
  const bare = expr.replaceAll(/\b(by|on) \([^)]*\)/g, '').replaceAll(/\[[^\]]*\]/g, '');
  const found = bare.matchAll(/(?<![\w"$])([a-z_][a-z0-9_]*)(\{([^}]*)\})?(?![\w(])(?!\s*\()/g);
  return Array.from(found, ([, name = '', , inside = '']) => ({
    name,
    labels: Array.from(inside.matchAll(/([a-z_]+)(=~|!~|!=|=)/g), ([, label = '']) => label),
  })).filter(({ name }) => !WORDS.has(name));
}

function baseOf(name: string): string {
  const base = name.replace(/_(bucket|sum|count)$/, '');
  return definitions.get(base)?.kind === 'histogram' ? base : name;
}

function problemsOf(expr: string): readonly string[] {
  const metrics = metricsIn(expr);
  const unknown = metrics.flatMap(({ name, labels }) => {
    const definition = definitions.get(baseOf(name));
    if (definition === undefined) {
      return name === 'up' || ofProcess.has(name) ? [] : [`there is no metric ${name}`];
    }
    const known = [...definition.labels, ...ADDED];
    const wrong = labels.filter((label) => !known.includes(label));
    return wrong.map((label) => `${name} has no label ${label}`);
  });
  const open = (text: string): number => expr.split(text).length;
  const isBalanced = open('(') === open(')') && open('{') === open('}') && open('[') === open(']');
  return [
    ...unknown,
    ...(metrics.length === 0 ? ['it names no metric'] : []),
    ...(isBalanced ? [] : ['its brackets do not match']),
  ];
}

describe('what finds mistakes in expressions', () => {
  it.each([
    ['sum(rate(legate_nothing_total[5m]))', 'there is no metric legate_nothing_total'],
    ['legate_ready{role="a"} == 0', 'legate_ready has no label role'],
    ['rate(legate_ready[5m]', 'its brackets do not match'],
    ['sum(1)', 'it names no metric'],
    [
      'legate_decision_stop_seconds_bukket',
      'there is no metric legate_decision_stop_seconds_bukket',
    ],
  ])('finds that of %s', (expr, problem) => {
    expect(problemsOf(expr)).toEqual([problem]);
  });
});

describe('the alerts', () => {
  it('name metrics and labels that there are', () => {
    expect(alerts.length).toBeGreaterThan(15);
    for (const { alert, expr } of alerts) {
      expect({ alert, problems: problemsOf(expr) }).toEqual({ alert, problems: [] });
    }
  });

  it('have a name of their own, a severity and a summary', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
    for (const { alert, for: wait, labels, annotations } of alerts) {
      expect(alert).toMatch(/^Legate[A-Z][A-Za-z]+$/);
      expect(wait).toMatch(/^\d+[sm]$/);
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary.length).toBeGreaterThan(10);
    }
  });

  it('have a runbook each, which says what it means, where to look and what to do', () => {
    const pages = readdirSync(join(DOCS, 'runbooks')).filter((name) => name !== 'README.md');
    expect(pages.toSorted()).toEqual(alerts.map(({ alert }) => `${alert}.md`).toSorted());
    for (const { alert, annotations } of alerts) {
      expect(annotations.runbook).toBe(`docs/runbooks/${alert}.md`);
      const page = read('runbooks', `${alert}.md`);
      expect(page.split('\n')[0]).toBe(`# ${alert}`);
      expect(page).toContain(annotations.summary);
      expect(page.match(/^## .+$/gm)).toEqual(SECTIONS);
    }
  });
});

describe('the dashboard', () => {
  it('names metrics and labels that there are', () => {
    expect(dashboard.panels.length).toBeGreaterThan(15);
    for (const { title, targets } of dashboard.panels) {
      const problems = targets.flatMap(({ expr }) => problemsOf(expr));
      expect({ title, problems }).toEqual({ title, problems: [] });
    }
  });

  it('has panels with ids and places of their own', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const places = panels.map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(panels.length);
    for (const { targets } of panels) {
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    }
  });

  it('shows each stop, each part and each destination', () => {
    const all = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const shown = new Set(all.flatMap(metricsIn).map(({ name }) => baseOf(name)));
    for (const { name } of [
      METRICS.ready,
      METRICS.stops,
      METRICS.decisions,
      METRICS.backlogBytes,
    ]) {
      expect(shown).toContain(name);
    }
  });
});

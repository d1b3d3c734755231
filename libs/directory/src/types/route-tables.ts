import type { Attributes } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeyedTable } from './keyed-table.js';

export const PROXY_KINDS = ['nginx', 'traefik', 'caddy', 'envoy'] as const;
export type ProxyKind = (typeof PROXY_KINDS)[number];

/** Which requests are which action on which resource. */
export interface StoredRoute {
  /** `*` for any. */
  readonly methods: readonly string[];
  /** In lower case, without a port; any when absent. */
  readonly host?: string;
  /** A template: `{name}` and `*` for one segment, a trailing `**` for one or more. */
  readonly path: string;
  readonly action: { readonly name: string };
  /** In `id`, `{name}` and `{**}` stand for what the path has there. */
  readonly resource: { readonly type: string; readonly id: string };
}

/** How the requests that a proxy asks about become questions. The first route that is for a request counts. */
export interface RouteTable {
  readonly proxy: ProxyKind;
  readonly subject: { readonly type: string; readonly header: string };
  readonly actor?: { readonly header: string };
  /** Part of the context of every question. */
  readonly context?: Attributes;
  readonly routes: readonly StoredRoute[];
}

/** The route tables of forward authorization, by name. */
@Injectable()
export class RouteTables extends KeyedTable<RouteTable & Attributes> {
  constructor(dataSource: DataSource, writer: RevisionedWriter) {
    super(dataSource, writer, {
      table: 'route_tables',
      keyColumn: 'name',
      valueColumn: 'definition',
      isJson: true,
      entity: 'route_table',
      notFound: 'route_table.not_found',
    });
  }
}

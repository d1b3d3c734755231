import type { IdentityKind } from '@legate/core';
import { RevisionedWriter } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeyedTable } from './keyed-table.js';

/** Further subject types of a tenant's requests, and the kind of identity that each stands for. */
@Injectable()
export class SubjectTypes extends KeyedTable<IdentityKind> {
  constructor(dataSource: DataSource, writer: RevisionedWriter) {
    super(dataSource, writer, {
      table: 'subject_types',
      keyColumn: 'type',
      valueColumn: 'kind',
      isJson: false,
      entity: 'subject_type',
      notFound: 'subject_type.not_found',
    });
  }
}

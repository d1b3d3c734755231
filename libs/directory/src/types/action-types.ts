import { RevisionedWriter } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { KeyedTable } from './keyed-table.js';

/** The known actions on resources of each type: what searches look through. */
@Injectable()
export class ActionTypes extends KeyedTable<readonly string[]> {
  constructor(dataSource: DataSource, writer: RevisionedWriter) {
    super(dataSource, writer, {
      table: 'action_types',
      keyColumn: 'resource_type',
      valueColumn: 'actions',
      isJson: true,
      entity: 'action_type',
      notFound: 'action_type.not_found',
    });
  }
}

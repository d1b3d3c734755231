import type { LegateClient, LegateClientOptions } from '@legate/client';
import { LegateModule } from '@legate/client/nest';
import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { RecordsController } from './records.controller.js';
import { RecordsStore } from './records.store.js';
import { subjectOf } from './who-asks.js';

@Module({})
export class RecordsApiModule {
  static with(client: LegateClient | LegateClientOptions): DynamicModule {
    return {
      module: RecordsApiModule,
      imports: [LegateModule.forRoot({ client, subject: subjectOf })],
      controllers: [RecordsController],
      providers: [RecordsStore],
    };
  }
}

import type { Entity } from '@legate/client';
import { Authorize, Unguarded } from '@legate/client/nest';
import { Body, Controller, Get, Inject, NotFoundException, Param, Put, Req } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import { RecordsStore } from './records.store.js';
import type { RecordEntry } from './records.store.js';
import { permitOf, requestOf } from './who-asks.js';

const theRecord = (context: ExecutionContext): Entity => ({
  type: 'record',
  id: requestOf(context).params['id'] ?? '',
});

@Controller()
export class RecordsController {
  constructor(@Inject(RecordsStore) private readonly records: RecordsStore) {}

  @Get('health')
  @Unguarded()
  health(): { status: string } {
    return { status: 'up' };
  }

  @Get('records/:id')
  @Authorize({ action: 'read', resource: theRecord })
  read(
    @Param('id') id: string,
    @Req() request: object,
  ): RecordEntry & { evaluation: string | null } {
    const found = this.records.find(id);
    if (found === null) {
      throw new NotFoundException();
    }
    return { ...found, evaluation: permitOf(request).evaluationId };
  }

  @Put('records/:id')
  @Authorize({ action: 'write', resource: theRecord })
  write(@Param('id') id: string, @Body() { text }: { readonly text: string }): RecordEntry {
    const entry = { id, text };
    this.records.write(entry);
    return entry;
  }

  /** Somebody forgot to say who may. It is closed. */
  @Get('records')
  list(): string {
    return 'everything';
  }
}

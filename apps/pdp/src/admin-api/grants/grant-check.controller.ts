import type { Caller } from '@legate/callers';
import { GrantChecker } from '@legate/delegation';
import type { GrantMeaning } from '@legate/delegation';
import type { WriteScope } from '@legate/persistence';
import { Body, Controller, HttpCode, Post, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { SystemPolicy } from '../../http/system-policy.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { authorityOf } from './grant-authority.js';
import { GrantMeaningDto } from './grant-check.dto.js';
import { CreateGrantDto } from './grant.dto.js';

/** Two colons are one in a path: a single one would begin a parameter. */
@ApiTags('grants')
@ApiBearerAuth()
@Controller('admin/v1/grants::check')
@UsePipes(AdminValidationPipe)
export class GrantCheckController {
  constructor(
    private readonly checker: GrantChecker,
    private readonly policy: SystemPolicy,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation('grants.write')
  @ApiOperation({ summary: 'Says what a grant would mean, without writing it' })
  @ApiOkResponse({ type: GrantMeaningDto })
  async check(
    @Body() input: CreateGrantDto,
    @CurrentCaller() caller: Caller,
    @CurrentScope() scope: WriteScope,
  ): Promise<GrantMeaning> {
    const authority = authorityOf(caller, 'grants.write', this.policy);
    return await this.checker.check(scope, input, authority);
  }
}

import type { Bundle } from '@legate/bundles';
import { StoredRefs } from '@legate/git';
import type { WriteScope } from '@legate/persistence';
import { Body, Controller, HttpCode, Post, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { BundleDto, StoredRefDto } from './bundle.dto.js';

/** Policies that lie in the tenant's Git repository and do not decide. */
@ApiTags('policy')
@ApiBearerAuth()
@Controller('admin/v1/bundles/from-ref')
@UsePipes(AdminValidationPipe)
export class StoredRefsController {
  constructor(private readonly refs: StoredRefs) {}

  @Post()
  @HttpCode(201)
  @Operation('bundles.write')
  @ApiOperation({
    summary: 'Makes a bundle of a branch, tag or commit that was pushed to the Git repository',
    description:
      'It passes the checks of a push and is stored, `received`; then it can be put into shadow, replayed or activated. 201 with the bundle; 200 when it is stored already; 422 with `errors` when a check fails.',
  })
  @ApiCreatedResponse({ type: BundleDto })
  async compile(
    @Body() { ref }: StoredRefDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const written = await this.refs.compileRef(scope, ref);
    tellWritten(reply, written);
    void reply.status(written.value.isNew ? 201 : 200);
    return written.value.bundle;
  }
}

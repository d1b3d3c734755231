import { Shadows } from '@legate/bundles';
import type { Shadow } from '@legate/bundles';
import type { Caller } from '@legate/callers';
import type { WriteScope } from '@legate/persistence';
import {
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  UsePipes,
} from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { BundleParamsDto } from './bundle.dto.js';
import { ShadowDto, ShadowQueryDto } from './shadow.dto.js';

/** What a stored policy would decide. */
@ApiTags('policy')
@ApiBearerAuth()
@Controller('admin/v1/bundles/:bundle')
@UsePipes(AdminValidationPipe)
export class ShadowController {
  constructor(private readonly shadows: Shadows) {}

  @Post('shadow')
  @HttpCode(200)
  @Operation('bundles.write')
  @ApiOperation({
    summary: 'Evaluates a stored policy beside the active one, on the decisions that are made',
    description: 'In place of the one that was in shadow before. No answer waits for it.',
  })
  @ApiOkResponse({ type: ShadowDto })
  async start(
    @Param() { bundle }: BundleParamsDto,
    @Query() { sample_rate: sampleRate = '1' }: ShadowQueryDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shadow> {
    const written = await this.shadows.start(scope, bundle, { sampleRate: Number(sampleRate) });
    tellWritten(reply, written);
    return written.value;
  }

  @Delete('shadow')
  @Operation('bundles.write')
  @ApiOperation({ summary: 'Ends that; the report stays' })
  @ApiOkResponse({ type: ShadowDto })
  async stop(
    @Param() { bundle }: BundleParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shadow> {
    const written = await this.shadows.stop(scope, bundle);
    tellWritten(reply, written);
    return written.value;
  }

  @Get('shadow')
  @Operation('bundles.read')
  @ApiOperation({ summary: 'What a policy in shadow would newly allow and newly deny' })
  @ApiOkResponse({ type: ShadowDto })
  async get(
    @Param() { bundle }: BundleParamsDto,
    @CurrentCaller() { tenant }: Caller,
  ): Promise<Shadow> {
    return await this.shadows.get(tenant, bundle);
  }
}

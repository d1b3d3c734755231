import { ActivationGates, BundleSwitch } from '@legate/bundles';
import type { ActivationGate, Bundle } from '@legate/bundles';
import type { Caller } from '@legate/callers';
import type { WriteScope } from '@legate/persistence';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Res, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { CurrentScope } from '../shared/write-scope.js';
import { BundleDto, BundleParamsDto } from './bundle.dto.js';
import { GateDto, PutGateDto, toGate } from './gate.dto.js';

/** What an activation needs beside the checks of a push. */
@ApiTags('policy')
@ApiBearerAuth()
@Controller('admin/v1/bundles')
@UsePipes(AdminValidationPipe)
export class GateController {
  constructor(
    private readonly gates: ActivationGates,
    private readonly bundles: BundleSwitch,
  ) {}

  @Get('gate')
  @Operation('bundles.read')
  @ApiOperation({
    summary: 'What a policy must have shown before one caller alone can activate it',
  })
  @ApiOkResponse({ type: GateDto })
  async get(@CurrentCaller() { tenant }: Caller): Promise<GateDto> {
    return toDto(await this.gates.get(tenant));
  }

  @Put('gate')
  @Operation('bundles.gate')
  @ApiOperation({ summary: 'Sets that, or ends it' })
  @ApiOkResponse({ type: GateDto })
  async set(
    @Body() body: PutGateDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GateDto> {
    const written = await this.gates.set(scope, toGate(body));
    tellWritten(reply, written);
    return toDto(written.value, written.revision);
  }

  @Post(':bundle/confirm')
  @HttpCode(200)
  @Operation('bundles.confirm')
  @ApiOperation({
    summary: "The second caller's yes to an activation that the gate did not let pass",
    description: '403 for the caller that has pushed the policy or asked for its activation.',
  })
  @ApiOkResponse({ type: BundleDto })
  async confirm(
    @Param() { bundle }: BundleParamsDto,
    @CurrentScope() scope: WriteScope,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Bundle> {
    const written = await this.bundles.confirm(scope, bundle);
    tellWritten(reply, written);
    return written.value;
  }
}

function toDto(gate: ActivationGate, revision?: number): GateDto {
  return {
    enabled: gate !== null,
    ...gate,
    ...(revision !== undefined && { revision }),
  };
}

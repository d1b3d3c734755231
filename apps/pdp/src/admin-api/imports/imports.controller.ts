import { InvalidRequestError } from '@legate/core';
import type { ImportResult } from '@legate/delegation';
import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../../http/current-caller.js';
import { NdjsonBody } from '../../http/ndjson-body.js';
import { Operation } from '../../http/operation.js';
import { SystemPolicy } from '../../http/system-policy.js';
import { isOverAll } from '../grants/grant-authority.js';
import { tellWritten } from '../shared/answers.js';
import { plainScope } from '../shared/write-scope.js';
import { ImportIntake } from './import-intake.js';
import {
  ActionTypeLineDto,
  GrantLineDto,
  GroupLineDto,
  IdentityLineDto,
  MembershipLineDto,
  ResourceLineDto,
  RoleAssignmentLineDto,
  SubjectTypeLineDto,
} from './import-line.dto.js';
import { ImportAnswerDto, ImportTallyDto } from './import.dto.js';

const LINES = [
  SubjectTypeLineDto,
  ActionTypeLineDto,
  IdentityLineDto,
  GroupLineDto,
  MembershipLineDto,
  RoleAssignmentLineDto,
  ResourceLineDto,
  GrantLineDto,
];

@ApiTags('import')
@ApiBearerAuth()
@ApiExtraModels(...LINES, ImportTallyDto)
@Controller('admin/v1/import')
export class ImportsController {
  constructor(
    private readonly intake: ImportIntake,
    private readonly policy: SystemPolicy,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation('imports.write')
  @ApiOperation({
    summary: 'Stores many objects at once, all or nothing',
    description:
      'One JSON object a line: `entity` names its kind (`subject_type`, `action_type`, `identity`, `group`, `membership`, `role_assignment`, `resource`, `grant`), the rest says what the single write does.',
  })
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ schema: { anyOf: LINES.map((line) => ({ $ref: getSchemaPath(line) })) } })
  @ApiOkResponse({ type: ImportAnswerDto })
  async import(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportAnswerDto> {
    const { body } = request;
    if (!(body instanceof NdjsonBody)) {
      throw new InvalidRequestError(
        'request.content_type',
        'send the body as application/x-ndjson',
      );
    }
    const caller = callerOf(request);
    const written = await this.intake.take({
      scope: plainScope(request),
      body,
      mayGrant: isOverAll(caller, 'grants.write', this.policy),
    });
    tellWritten(reply, written);
    return toAnswer(written.value, written.revision);
  }
}

function toAnswer(entities: ImportResult, revision: number): ImportAnswerDto {
  const sum = { created: 0, replaced: 0, unchanged: 0 };
  for (const { created, replaced, unchanged } of Object.values(entities)) {
    sum.created += created;
    sum.replaced += replaced;
    sum.unchanged += unchanged;
  }
  return { revision, ...sum, entities };
}

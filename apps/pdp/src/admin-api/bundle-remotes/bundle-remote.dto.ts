import { HISTORIES, REMOTE_KINDS, REMOTE_STATUSES } from '@legate/bundles';
import type { History, RemoteKind, RemoteStatus } from '@legate/bundles';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { REMOTE_NAME } from '../../webhooks/remote-name.js';
import { MayBeAbsent, rule } from '../shared/validation.js';

const MAX_SECRET = 2048;
/** A branch as git takes it, but for names that few have and options look like. */
const BRANCH =
  /^(?!.*(\.\.|\/\/|\.lock(\/|$)|\/\.|\.(\/|$)))[A-Za-z0-9_][A-Za-z0-9_.+/-]{0,199}(?<!\/)$/;
const FOLDER = /^$|^(?!.*(^|\/)\.)[A-Za-z0-9_.+@-]+(\/[A-Za-z0-9_.+@-]+)*$/;
const VISIBLE = /^[\x21-\x7e]+$/;

const MayBeNull = (): PropertyDecorator =>
  ValidateIf((_, value) => value !== undefined && value !== null);

function isVisible(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 2048 && VISIBLE.test(value);
}

/** Whether its host and scheme are allowed is a setting, known where bundles are fetched. */
function isRemoteUrl(value: unknown): boolean {
  if (!isVisible(value) || !URL.canParse(value)) {
    return false;
  }
  const { protocol, username, password, href } = new URL(value);
  const isPlain = username === '' && password === '' && !value.includes('#');
  // What two readers of URLs could take for two hosts has another form when it is written anew.
  const isCanonical = href === value || href === `${value}/`;
  return ['https:', 'http:'].includes(protocol) && isPlain && isCanonical;
}

export class BundleRemoteParamsDto {
  @ApiProperty({ example: 'github' })
  @Matches(REMOTE_NAME, { message: 'must be 1 to 64 of a-z, 0-9, _, . and -' })
  name!: string;
}

export class RemoteCredentialDto {
  @ApiPropertyOptional({
    description: 'With it the secret is sent as a password (Basic), else as a token (Bearer).',
    maxLength: 256,
  })
  @MayBeAbsent()
  @IsString()
  @Matches(/^[\x21-\x39\x3b-\x7e]{1,256}$/, { message: 'must be visible ASCII without a colon' })
  username?: string;

  @ApiProperty({ maxLength: MAX_SECRET, writeOnly: true })
  @IsString()
  @MinLength(1)
  @MaxLength(MAX_SECRET)
  @Matches(VISIBLE, { message: 'must be visible ASCII' })
  secret!: string;
}

class RemoteFieldsDto {
  @ApiProperty({ enum: REMOTE_KINDS, description: 'A Git repository, or a server of OPA bundles.' })
  @IsIn(REMOTE_KINDS)
  kind!: RemoteKind;

  @ApiProperty({ example: 'https://github.com/example/policies.git' })
  @rule('isRemoteUrl', isRemoteUrl, {
    message: 'must be an https URL in its plain form, without user or fragment',
  })
  url!: string;

  @ApiPropertyOptional({ default: 'main', description: 'Git: the branch.' })
  @MayBeAbsent()
  @IsString()
  @Matches(BRANCH, { message: 'must be the name of a branch' })
  branch?: string;

  @ApiPropertyOptional({
    default: '',
    description: 'Git: the folder that is the bundle; empty for the whole repository.',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(180)
  @Matches(FOLDER, { message: 'must be a path without leading slash and hidden parts' })
  folder?: string;

  @ApiPropertyOptional({
    enum: HISTORIES,
    default: 'forward',
    description: 'Git: whether the branch may move to what does not come after the last commit.',
  })
  @MayBeAbsent()
  @IsIn(HISTORIES)
  history?: History;

  @ApiPropertyOptional({ minimum: 10, maximum: 86_400, default: 60 })
  @MayBeAbsent()
  @IsInt()
  @Min(10)
  @Max(86_400)
  intervalSeconds?: number;

  @ApiPropertyOptional({
    default: true,
    description: 'Whether what it brings decides at once; of one remote of a tenant at most.',
  })
  @MayBeAbsent()
  @IsBoolean()
  activate?: boolean;
}

export class PutBundleRemoteDto extends RemoteFieldsDto {
  @ApiPropertyOptional({
    type: RemoteCredentialDto,
    nullable: true,
    description:
      'Absent: stays, unless the origin of the URL changes; null: none. Never shown again.',
  })
  @MayBeNull()
  @IsObject()
  @ValidateNested()
  @Type(() => RemoteCredentialDto)
  credential?: RemoteCredentialDto | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    minLength: 16,
    maxLength: 512,
    description: 'Absent: stays; null: no webhooks. Never shown again.',
  })
  @MayBeNull()
  @IsString()
  @MinLength(16)
  @MaxLength(512)
  @Matches(VISIBLE, { message: 'must be visible ASCII' })
  webhookSecret?: string | null;
}

export class RemoteProblemDto {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  message!: string;

  @ApiPropertyOptional({
    isArray: true,
    type: 'object',
    additionalProperties: true,
    description: 'What is wrong with the policy: the first 20 of `{file, line, message, code}`.',
  })
  errors?: object[];
}

export class RemoteStateDto {
  @ApiProperty({
    enum: REMOTE_STATUSES,
    description:
      '`current`: what was taken in last is its newest; `refused`: its newest did not pass; `failing`: it cannot be fetched from.',
  })
  status!: RemoteStatus;

  @ApiProperty({ type: String, nullable: true, description: 'Commit or entity tag taken in last.' })
  version!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  bundle!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  lastAttemptAt!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  lastSuccessAt!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'When the source last said that this bundle is its newest.',
  })
  confirmedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  nextAttemptAt!: string | null;

  @ApiProperty({ description: 'Failed fetches since the last one that did not fail.' })
  failures!: number;

  @ApiProperty({ type: RemoteProblemDto, nullable: true })
  error!: RemoteProblemDto | null;
}

export class BundleRemoteDto extends RemoteFieldsDto {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  hasCredential!: boolean;

  @ApiProperty()
  hasWebhookSecret!: boolean;

  @ApiProperty({ type: RemoteStateDto })
  state!: RemoteStateDto;

  @ApiProperty()
  revision!: number;
}

export class BundleRemotePageDto {
  @ApiProperty({ isArray: true, type: BundleRemoteDto })
  items!: BundleRemoteDto[];

  @ApiPropertyOptional()
  nextCursor?: string;
}

export class FetchAnswerDto {
  @ApiProperty({ enum: ['due'] })
  status!: 'due';
}

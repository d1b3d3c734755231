import { isVisibleId } from '@legate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, rule } from '../shared/validation.js';
import { isSpiffeId } from './spiffe-id.js';

export const IsIssuer = (options: { each?: boolean } = {}): PropertyDecorator =>
  rule('isIssuer', (value) => typeof value === 'string' && isIssuer(value), {
    ...options,
    message:
      'must be an absolute URL of at most 1,024 bytes without user, query or fragment, and not of SPIFFE',
  });

/** Compared byte by byte, so nothing is normalised (RFC 8414 section 2, RFC 9207). */
function isIssuer(value: string): boolean {
  if (!isVisibleId(value) || !URL.canParse(value) || /[\s?#]|^spiffe:/.test(value)) {
    return false;
  }
  const { username, password, host } = new URL(value);
  return username === '' && password === '' && host !== '';
}

const IsSubject = (): PropertyDecorator =>
  rule('isSubject', (value) => typeof value === 'string' && isVisibleId(value), {
    message: 'must be 1 to 1,024 bytes of visible characters, beside an issuer',
  });

const IsSpiffeId = (): PropertyDecorator =>
  rule('isSpiffeId', (value) => typeof value === 'string' && isSpiffeId(value), {
    message: 'must be a SPIFFE id: spiffe://trust-domain/path, without anything to normalise',
  });

/** What an issuer calls the identity: `issuer` and `subject`, or `spiffeId`. */
export class AliasDto {
  @ApiPropertyOptional({ example: 'https://login.example.com' })
  @MayBeAbsent()
  @IsIssuer()
  issuer?: string;

  @ApiPropertyOptional({ description: '`sub` of its tokens.' })
  @MayBeAbsent()
  @IsSubject()
  subject?: string;

  @ApiPropertyOptional({ example: 'spiffe://example.org/billing' })
  @MayBeAbsent()
  @IsSpiffeId()
  spiffeId?: string;
}

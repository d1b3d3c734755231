import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from './validation.js';

/** Query of every route that shows one object. */
export class AtRevisionQueryDto {
  @ApiPropertyOptional({
    name: 'at_revision',
    type: Number,
    minimum: 0,
    description: 'Shows the object as it was at that revision of the tenant.',
  })
  @MayBeAbsent()
  @Matches(/^\d{1,15}$/, { message: 'must be a revision, a whole number' })
  at_revision?: string;
}

/** Reads the object as of the revision asked for, or as it is now. */
export async function readAt<T>(
  { at_revision: revision }: AtRevisionQueryDto,
  now: () => Promise<T>,
  then: (revision: number) => Promise<T>,
): Promise<T> {
  return revision === undefined ? await now() : await then(Number(revision));
}

import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeAbsent } from './validation.js';

/** Query of every DELETE of what others can refer to. */
export class RetireQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    description: '`true` retires it instead: it stays, with all that refers to it, and is denied.',
  })
  @MayBeAbsent()
  @IsIn(['true', 'false'])
  retire?: string;
}

import { ApiProperty } from '@nestjs/swagger';

/** Answer of a write that leaves nothing to show. */
export class RevisionDto {
  @ApiProperty({ description: "The tenant's revision after the write." })
  revision!: number;
}

import { ApiProperty } from '@nestjs/swagger';

export class ImportTallyDto {
  @ApiProperty()
  created!: number;

  @ApiProperty()
  replaced!: number;

  @ApiProperty({ description: 'Stored already as the lines say.' })
  unchanged!: number;
}

export class ImportAnswerDto extends ImportTallyDto {
  @ApiProperty({ description: "The tenant's revision after the import." })
  revision!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/ImportTallyDto' },
    description: 'The same by kind of object.',
  })
  entities!: Readonly<Record<string, ImportTallyDto>>;
}

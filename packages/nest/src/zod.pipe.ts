import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/**
 * Parses at the border: `@Body(zodPipe(SubmitDossier))`, `@Payload(zodPipe(…))`. What does not fit is answered as
 * invalid input.
 */
export function zodPipe<Schema extends z.ZodType>(schema: Schema): PipeTransform<unknown, z.output<Schema>> {
  return { transform: (value) => schema.parse(value) };
}

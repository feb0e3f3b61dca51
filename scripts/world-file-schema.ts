/** docs/world-file.schema.json, from the schema that reads world files. */
import { worldFileSchema } from '#mocks/world/worlds/world-file.ts';
import { z } from '#model/zod.ts';

export function worldFileSchemaText(): string {
  // What a check in code says beyond types is said in words when the file is read.
  const schema = z.toJSONSchema(worldFileSchema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'ref',
  });
  return `${JSON.stringify({ ...schema, title: 'A world of Posture Lab' }, null, 1)}\n`;
}

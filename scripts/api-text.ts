/** The contract as a document: every endpoint with what it takes and answers. */
import { type ApiEndpoint, apiBases } from '#model/contract/endpoint.ts';
import { emsApi } from '#model/contract/ems.ts';
import { fortiosApi } from '#model/contract/fortios.ts';
import { labApi } from '#model/contract/lab.ts';
import { z } from '#model/zod.ts';

/** What of a schema is shown; deeper objects are cut, as the model has them in full. */
const deepest = 3;

const schemaSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

function objectText(
  properties: Readonly<Record<string, unknown>>,
  required: readonly string[],
  depth: number,
): string {
  if (depth > deepest) return '{…}';
  const fields = Object.entries(properties).map(
    ([name, field]) =>
      `${name}${required.includes(name) ? '' : '?'}: ${typeText(field, depth + 1)}`,
  );
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

function typeText(json: unknown, depth = 0): string {
  const read = schemaSchema.safeParse(json);
  if (!read.success) return 'any';
  const { type, enum: values, anyOf, oneOf, items, properties, required = [] } = read.data;
  if (read.data.const !== undefined) return JSON.stringify(read.data.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  const choices = anyOf ?? oneOf;
  if (choices) return [...new Set(choices.map((one) => typeText(one, depth)))].join(' | ');
  if (Array.isArray(type)) return type.join(' | ');
  switch (type) {
    case 'array': {
      const item = typeText(items, depth);
      return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      return properties ? objectText(properties, required, depth) : 'object';
    case undefined:
      return 'any';
    default:
      return type;
  }
}

function jsonOf(schema: z.ZodType, io: 'input' | 'output') {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'ref' });
}
function schemaText(schema: z.ZodType, io: 'input' | 'output'): string {
  return typeText(jsonOf(schema, io));
}

/** What every address of FortiOS takes, which is said once. */
const general = Object.keys(jsonOf(fortiosApi.emsStatus.query, 'input').properties ?? {});

/** What a query may hold besides. */
function queryText({ query, api }: ApiEndpoint): string {
  if (!query) return '{}';
  const json = jsonOf(query, 'input');
  const own = Object.entries(json.properties ?? {}).filter(
    ([name]) => api !== 'fortios' || !general.includes(name),
  );
  // A listing says which of its fields are its own; `format` of the log is.
  const format = json.properties?.['format'];
  const isLog = api === 'fortios' && typeof format === 'object' && 'enum' in format;
  return typeText({
    ...json,
    properties: Object.fromEntries(isLog ? [...own, ['format', format]] : own),
  });
}

function factsOf(endpoint: ApiEndpoint): readonly string[] {
  const { body, answer, isOpen, takesIfMatch } = endpoint;
  const notes = [isOpen ? 'Takes no sign-in.' : '', takesIfMatch ? 'Takes `If-Match`.' : ''].filter(
    (note) => note !== '',
  );
  const asked = queryText(endpoint);
  return [
    [endpoint.about, ...notes].join(' '),
    ...(asked === '{}' ? [] : [`- Query: \`${asked}\``]),
    ...(body ? [`- Body: \`${schemaText(body, 'input')}\``] : []),
    `- Answer: \`${schemaText(answer, 'input')}\``,
  ];
}

function section(title: string, lead: string, endpoints: Readonly<Record<string, ApiEndpoint>>) {
  const parts = Object.values(endpoints).flatMap((endpoint) => {
    const [about = '', ...facts] = factsOf(endpoint);
    const { method, path, action } = endpoint;
    const asked = action === undefined ? '' : `?action=${action}`;
    return [`### \`${method} ${path}${asked}\``, '', about, '', ...facts, ''];
  });
  return [`## ${title}`, '', lead, '', ...parts];
}

export function apiText(): string {
  return [
    '# The APIs',
    '',
    '<!-- Written by `npm run -s docs:api` from src/model/contract. -->',
    '',
    'What the page calls, and `npm run -s lab -- serve` opens over HTTP ([headless.md](headless.md)).',
    'A field with `?` may be left out. Failures on demand: [failures.md](failures.md).',
    '',
    ...section(
      'EMS',
      `In the page under \`${apiBases.ems}\`, over HTTP under \`/api/v1\`. \`POST /auth/signin\` sets two cookies; each change says in \`X-CSRFToken\` what \`csrftoken\` holds, else 403. An answer is \`{"result": {"retval": 1, "message"}, "data"}\`; a refusal has a negative \`retval\` (-4 where the session has ended), a message and \`field\`. Below is what stands in \`data\`. An answer with \`revision\` has it as \`ETag\` too, for \`If-Match\`.`,
      emsApi,
    ),
    ...section(
      'FortiOS',
      `In the page under \`${apiBases.fortios}\`, over HTTP under \`/api/v2\` at a port of each FortiGate. The token goes into \`Authorization: Bearer\` or \`access_token\`. Around each answer stand \`http_method\`, \`status\`, \`http_status\`, \`vdom\`, \`path\`, \`name\`, \`serial\`, \`version\` and \`build\`. A refusal is HTTP 500 (404 where something is not found, 412 against \`If-Match\`) with a negative \`error\`, \`revision_changed: false\`, \`cli_error\` in words and \`error_field\`. What FortiOS has and the lab has not is 501, in words. Every address also takes \`vdom\` (\`root\`; another is 403) and, for rows, \`format\`, \`datasource\` (the table that each reference leads to), \`with_meta\`, \`skip\`, \`scope\` (which changes nothing here) and \`exclude-default-values\`; a parameter that is not known is refused.`,
      fortiosApi,
    ),
    ...section(
      'The lab’s own',
      `Under \`${apiBases.lab}\`, in the page alone. A refusal is \`{"message", "field"}\`.`,
      labApi,
    ),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

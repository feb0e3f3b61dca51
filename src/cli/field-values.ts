/** What a field takes on the command line: the steps that lead to a value, and the check of what was typed. */
import { accessKeyField, isAccessKey } from '#model/fortios/fctems.ts';
import { isKnownTagName, knownTags } from '#engine/sync/known-tags.ts';
import type { Field, FieldValue } from '#model/fortios/fields.ts';
import { ipNumber, writtenSubnet } from '#model/fortios/ip.ts';
import { type Target, resolvesTo, targetOf } from '#model/fortios/references.ts';
import { rowKey } from '#model/fortios/rows.parse.ts';
import { valueProblem } from '#model/fortios/rows.parse.ts';
import { predefinedServiceNames } from '#model/fortios/services.ts';
import type { TableName } from '#model/fortios/tables.ts';
import { builtInTagNames, tagAddressName } from '#model/tagging/tag-names.ts';
import { errors } from './errors.ts';
import { type Handler, type Place, type Step, keyword, value } from './grammar.ts';
import type { Word } from './line.ts';
import type { CliWorld } from './session.ts';

/** Tags that EMS shares with the FortiGate are address objects on it [25915]. */
export function tagObjectNames({ fortigate, ems }: CliWorld): readonly string[] {
  return knownTags(ems, fortigate).flatMap(({ connector, resolved: { tag } }) => [
    tagAddressName(tag, 'ip', connector),
    tagAddressName(tag, 'mac', connector),
  ]);
}

function isTagObject({ fortigate, ems }: CliWorld, name: string): boolean {
  return isKnownTagName(ems, fortigate, name);
}

function isThere(world: CliWorld, target: Target, name: string): boolean {
  return (
    resolvesTo(world.fortigate.config, target, name, predefinedServiceNames) ||
    (target.tables.includes('firewall address') && isTagObject(world, name))
  );
}

/** Everything that a reference may name. */
function targetNames(world: CliWorld, target: Target): readonly string[] {
  const { config } = world.fortigate;
  const isTag = target.tables.includes('firewall address');
  return [
    ...target.builtIn,
    ...target.tables.flatMap((table) => config[table].map((row) => rowKey(table, row))),
    ...(isTag ? [...tagObjectNames(world), ...builtInTagNames] : []),
    ...(target.tables.includes('firewall service custom') ? predefinedServiceNames : []),
  ];
}

/** How help describes a field by what it takes. */
export function fieldHelp(field: Field): string {
  switch (field.kind) {
    case 'option':
      return field.values.filter((one) => one !== '').join(' | ');
    case 'number':
      return `A whole number, ${field.min} to ${field.max}.`;
    case 'names':
      return 'One or more names.';
    case 'words':
      return 'One or more values.';
    case 'text':
      return `A text of at most ${field.max} characters.`;
    case 'word':
      switch (field.check) {
        case 'ip':
          return 'An IPv4 address.';
        case 'ip-range':
          return 'An IPv4 address, or a range of them.';
        case 'subnet':
        case 'wildcard':
          return 'An IPv4 address and its mask.';
        case 'port-range':
          return 'A port, or a range of ports.';
        case 'uuid':
          return 'A UUID.';
        case 'any':
          return 'A value.';
      }
    case 'table':
      return 'A table of its own.';
  }
}

/** The steps behind `set <field>`; each way ends in `run`. */
export function valueSteps(
  table: TableName,
  name: string,
  field: Field,
  run: Handler,
): readonly Step[] {
  const target = targetOf(table, name);
  const offers = target ? ({ world }: Place) => targetNames(world, target) : undefined;
  const onward = { run, ...(offers ? { offers } : {}) };
  switch (field.kind) {
    case 'option':
      return field.values
        .filter((one) => one !== '')
        .map((one) => ({ ...keyword(one, '', { run }), isValue: true }));
    case 'names':
      return [value('<name>', 'A name; several may follow.', { ...onward, isList: true })];
    case 'words':
      return [value('<value>', 'A value; several may follow.', { ...onward, isList: true })];
    case 'number':
      return [value('<integer>', fieldHelp(field), onward)];
    case 'text':
      return [value('<string>', fieldHelp(field), onward)];
    case 'word': {
      const second = [value('<value>', 'The rest of the value.', { run })];
      const isPair =
        field.check === 'any' || field.check === 'subnet' || field.check === 'wildcard';
      return [
        value('<value>', fieldHelp(field), { ...onward, ...(isPair ? { next: second } : {}) }),
      ];
    }
    case 'table':
      return [];
  }
}

type Reading =
  | { readonly ok: true; readonly value: FieldValue }
  | { readonly ok: false; readonly lines: readonly string[] };

function bad(lines: readonly string[]): Reading {
  return { ok: false, lines };
}

function readWord(
  name: string,
  field: Field & { kind: 'word' },
  texts: readonly string[],
): Reading {
  const text = writtenSubnet(texts.join(' '));
  const problem = valueProblem(name, field, text);
  if (!problem) return { ok: true, value: text };
  const [first = ''] = texts;
  const last = texts.at(-1) ?? '';
  switch (field.check) {
    case 'ip':
    case 'ip-range':
      return bad(errors.badIp(first));
    case 'subnet':
    case 'wildcard':
      return bad(
        ipNumber(first.split('/')[0] ?? '') === null
          ? errors.badIp(first)
          : errors.badNetmask(last),
      );
    case 'port-range':
      return bad(errors.badPorts(name, first));
    case 'any':
    case 'uuid':
      return bad(errors.checkFailed(name, last));
  }
}

/** A name or another text by itself; null if it is a good one. */
export function textProblem(name: string, field: Field, text: string): readonly string[] | null {
  if (field.kind !== 'text') return null;
  if (name === accessKeyField && !isAccessKey(text)) return errors.badKey(name, text);
  if (text.length > field.max) return errors.tooLong(text, field.max);
  return valueProblem(name, field, text) ? errors.badName(text) : null;
}

/** What was typed, as the field's value; or what FortiOS says against it. */
export function readValue(
  world: CliWorld,
  table: TableName,
  name: string,
  field: Field,
  args: readonly Word[],
): Reading {
  const texts = args.map(({ text }) => text);
  const [first = ''] = texts;
  const target = targetOf(table, name);
  const missing = target && texts.find((one) => one !== '' && !isThere(world, target, one));
  if (missing !== undefined) return bad(errors.notInDatasource(missing));
  switch (field.kind) {
    case 'option':
      return { ok: true, value: first };
    case 'number': {
      if (!/^\d+$/.test(first)) return bad(errors.notANumber(first));
      const number = Number(first);
      return valueProblem(name, field, number)
        ? bad(errors.checkFailed(name, first))
        : { ok: true, value: number };
    }
    case 'names':
    case 'words':
      // A name that stands twice is one reference.
      return { ok: true, value: [...new Set(texts)] };
    case 'text': {
      const problem = textProblem(name, field, first);
      return problem ? bad(problem) : { ok: true, value: first };
    }
    case 'word':
      return readWord(name, field, texts);
    case 'table':
      return bad(errors.parse(first));
  }
}

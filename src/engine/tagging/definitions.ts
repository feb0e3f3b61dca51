/** Tag definitions and outbreaks made ready to judge many devices, each made once. */
import { type OperatingSystem } from '#model/ems/ems.ts';
import type { Outbreak } from '#model/ems/outbreak.ts';
import type { Device } from '#model/tagging/posture.ts';
import { type Logic, readLogic, rulesOf } from '#model/tagging/tag-logic.ts';
import type { RuleVerdict, TagVerdict } from '#model/tagging/tag-verdict.ts';
import { type TagDefinition, rulesFor, systemsOf } from '#model/tagging/tagging.ts';
import type { Tag } from '#model/tagging/tags.ts';
import { type Facts, factsOf } from './facts.ts';
import { foundFor } from './rules.ts';
import { allOf, compileLogic } from './logic.ts';
import { type CompiledRule, compileRule } from './rules.ts';

export type FactTest = (facts: Facts) => boolean;

/** Something that gives a tag to the devices that it fits. */
export interface Judge {
  readonly tag: Tag;
  /** Null for a system of which it tags no device. */
  readonly testFor: (os: OperatingSystem) => FactTest | null;
}

interface OfSystem {
  readonly rules: readonly CompiledRule[];
  /** Null where the logic cannot be read, or names a rule that is not there: then nothing is tagged. */
  readonly test: FactTest | null;
}
interface CompiledDefinition extends Judge {
  readonly systems: Readonly<Partial<Record<OperatingSystem, OfSystem>>>;
}

function systemTest(text: string, rules: readonly CompiledRule[]): OfSystem['test'] {
  if (text.trim() === '') return allOf(rules.map(({ test }) => test));
  const read = readLogic(text);
  const byId = new Map(rules.map((one) => [one.rule.id, one.test]));
  if (!read.ok || !namesOnly(read.logic, byId)) return null;
  return compileLogic(read.logic, (id) => byId.get(id) ?? (() => false));
}

function namesOnly(logic: Logic, known: ReadonlyMap<number, unknown>): boolean {
  return rulesOf(logic).every(({ id }) => known.has(id));
}

type Judged = Pick<TagDefinition, 'name' | 'enabled' | 'rules' | 'logic'>;

function make(definition: Judged): CompiledDefinition {
  const systems: Partial<Record<OperatingSystem, OfSystem>> = {};
  for (const os of systemsOf(definition)) {
    const rules = rulesFor(definition, os).map(compileRule);
    systems[os] = { rules, test: systemTest(definition.logic[os] ?? '', rules) };
  }
  return {
    tag: { category: 'zero_trust', name: definition.name },
    systems,
    testFor: (os) => (definition.enabled ? (systems[os]?.test ?? null) : null),
  };
}

const compiledDefinitions = new WeakMap<Judged, CompiledDefinition>();

export function compileDefinition(definition: Judged): CompiledDefinition {
  let compiled = compiledDefinitions.get(definition);
  if (!compiled) {
    compiled = make(definition);
    compiledDefinitions.set(definition, compiled);
  }
  return compiled;
}

const compiledOutbreaks = new WeakMap<Outbreak, Judge>();

/** An outbreak tags the devices with one of its vulnerabilities, while it is published [588080]. */
export function compileOutbreak(outbreak: Outbreak): Judge {
  let compiled = compiledOutbreaks.get(outbreak);
  if (!compiled) {
    const { cves, published, tag } = outbreak;
    const test: FactTest = (facts) => cves.some((cve) => facts.cves.has(cve));
    compiled = {
      tag: { category: 'outbreak_alert', name: tag },
      testFor: () => (published === null ? null : test),
    };
    compiledOutbreaks.set(outbreak, compiled);
  }
  return compiled;
}

/** A verdict names so many things that were found; the page says how many more there are. */
const mostFound = 10;

function ruleVerdict({ rule, values, test }: CompiledRule, facts: Facts): RuleVerdict {
  const met = values.map((one) => one(facts));
  const found = foundFor(rule.type, facts.device);
  const wanted = rule.values.flatMap((value) =>
    typeof value === 'string' ? value.toLowerCase() : [],
  );
  // What was asked for comes first, lest it be among those that are cut off.
  const sorted = found.toSorted(
    (a, b) => Number(wanted.includes(b.toLowerCase())) - Number(wanted.includes(a.toLowerCase())),
  );
  return {
    rule,
    holds: test(facts),
    met,
    found: sorted.slice(0, mostFound),
    more: Math.max(0, found.length - mostFound),
  };
}

function outcomeOf(
  { enabled }: Judged,
  { registered }: Device,
  system: OfSystem | undefined,
  facts: Facts,
): TagVerdict['outcome'] {
  if (!enabled) return 'disabled';
  if (!registered) return 'unregistered';
  if (!system) return 'no-rules';
  if (!system.test) return 'broken-logic';
  return system.test(facts) ? 'tagged' : 'not-tagged';
}

/** Whether a device gets the tag of a definition, saved or not, and which of the rules decide it. */
export function verdictOf(definition: Judged, device: Device): TagVerdict {
  const facts = factsOf(device);
  const system = compileDefinition(definition).systems[device.os];
  return {
    outcome: outcomeOf(definition, device, system, facts),
    os: device.os,
    logic: definition.logic[device.os] ?? '',
    rules: (system?.rules ?? []).map((rule) => ruleVerdict(rule, facts)),
  };
}

/**
 * Tags that no device has together, by their rules: a tag of Windows and one of macOS, a rule and its NOT, two
 * versions of a system. A rule that cannot be said exactly is one question, the same for the same rule.
 */
import { operatingSystems } from '#model/ems/ems.ts';
import { type OsVersion, isVersion, readOsVersion } from '#model/tagging/os-version.ts';
import { type Logic, readLogic } from '#model/tagging/tag-logic.ts';
import type { Rule } from '#model/tagging/tag-rule-schema.ts';
import { type TagDefinition, rulesFor } from '#model/tagging/tagging.ts';
import { ruleType } from '#model/tagging/tag-rules.ts';
import { type Formula, all, any, holds, not } from '../prove/formula.ts';
import { solve } from '../prove/solve.ts';
import { Choice, Space } from '../prove/space.ts';

const mostLooks = 20_000;

/** The version that a value asks for, where it asks for that alone; null for what is a question of its own. */
function versionAsked(value: Rule['values'][number]): OsVersion | null {
  if (typeof value !== 'object' || !('updateWithin' in value || 'version' in value)) return null;
  if (!('comparison' in value) || value.comparison !== 'is' || !('version' in value)) return null;
  if ('updateWithin' in value && value.updateWithin !== undefined) return null;
  const version = readOsVersion(value.version);
  // Editions of one version can stand together.
  return version && version.editions.length === 0 ? version : null;
}

class TagFormulas {
  private readonly space = new Space();
  private readonly systems = new Choice(this.space, operatingSystems);
  private readonly versions: Choice<OsVersion | null>;

  constructor(definitions: readonly TagDefinition[]) {
    const named = definitions.flatMap(({ rules }) =>
      rules.flatMap(({ values }) => values.flatMap((value) => versionAsked(value) ?? [])),
    );
    this.versions = new Choice(this.space, [null, ...named]);
  }

  private ofRule(rule: Rule): Formula {
    const values = rule.values.map((value) => {
      const wanted = rule.type === 'os-version' ? versionAsked(value) : null;
      return wanted
        ? this.versions.is(
            JSON.stringify(wanted),
            (version) => version !== null && isVersion(version, wanted),
          )
        : this.space.atom(`${rule.os} ${rule.type} ${JSON.stringify(value)}`);
    });
    // As `compileRule`: who forbids two wants neither.
    if (rule.not) return this.not(any(values));
    return ruleType(rule.type).match === 'all' ? all(values) : any(values);
  }

  private not(formula: Formula): Formula {
    return not(formula, this.space.domains);
  }

  private ofLogic(logic: Logic, rules: readonly Rule[]): Formula {
    switch (logic.kind) {
      case 'rule': {
        const rule = rules.find(({ id }) => id === logic.id);
        // A logic that names what is not there tags nobody; nothing is claimed of it.
        return rule ? this.ofRule(rule) : holds;
      }
      case 'not':
        return this.not(this.ofLogic(logic.operand, rules));
      case 'and':
        return all(logic.operands.map((one) => this.ofLogic(one, rules)));
      case 'or':
        return any(logic.operands.map((one) => this.ofLogic(one, rules)));
    }
  }

  /** Whether a device gets the tag, system by system. */
  private ofTag(definition: TagDefinition): Formula {
    return any(
      operatingSystems.flatMap((os) => {
        const rules = rulesFor(definition, os);
        if (rules.length === 0) return [];
        const text = definition.logic[os] ?? '';
        const read = text.trim() === '' ? null : readLogic(text);
        const conditions = read?.ok
          ? this.ofLogic(read.logic, rules)
          : all(read ? [] : rules.map((rule) => this.ofRule(rule)));
        return [all([this.systems.is(os, (one) => one === os), conditions])];
      }),
    );
  }

  canBeTogether(definitions: readonly TagDefinition[]): boolean {
    const formulas = definitions.map((one) => this.ofTag(one));
    return solve(formulas, this.space.domains, { left: mostLooks }).kind !== 'none';
  }
}

/** Of the named posture tags, two that exclude each other, else all where they do together; null where none do. */
export function exclusiveAmong(
  names: readonly string[],
  definitions: readonly TagDefinition[],
): readonly string[] | null {
  const asked = names.flatMap(
    (name) => definitions.find((one) => one.name === name && one.enabled) ?? [],
  );
  const formulas = new TagFormulas(asked);
  for (const [i, one] of asked.entries())
    for (const other of asked.slice(i + 1))
      if (!formulas.canBeTogether([one, other])) return [one.name, other.name];
  return asked.length > 2 && !formulas.canBeTogether(asked) ? asked.map(({ name }) => name) : null;
}

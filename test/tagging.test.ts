/** Laws of tagging, on generated devices and definitions. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { verdictOf } from '#engine/tagging/definitions.ts';
import {
  type Evaluation,
  changedTags,
  evaluate,
  reevaluate,
  tagsOf,
} from '#engine/tagging/evaluate.ts';
import { factsOf } from '#engine/tagging/facts.ts';
import { compileRule } from '#engine/tagging/rules.ts';
import { operatingSystems } from '#model/ems/ems.ts';
import { printTagFile, readTagFile } from '#model/tagging/tag-file.ts';
import type { Rule } from '#model/tagging/tag-rule-schema.ts';
import { tagSpecProblems } from '#model/tagging/tagging.ts';
import { tagInLog } from '#model/tagging/tags.ts';
import {
  definitionArbitrary,
  definitionsArbitrary,
  devicesArbitrary,
  outbreaksArbitrary,
  rulesArbitrary,
} from './generators/tagging.ts';
import { type ComparingRule, fulfils } from './reference/posture-rules.ts';

const worlds = fc.record({
  devices: devicesArbitrary(6),
  definitions: definitionsArbitrary(5),
  outbreaks: outbreaksArbitrary,
});

/** What an evaluation says, without how it came to it. */
function told(evaluation: Evaluation): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...evaluation.places.keys()]
      .toSorted()
      .map((uid) => [uid, tagsOf(evaluation, uid).map(tagInLog)]),
  );
}

test('evaluating a change anew and in full agree, and the devices whose tags changed are those listed', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({
        kind: fc.constant('devices' as const),
        // Some are new, some change, as many go.
        devices: devicesArbitrary(8),
        places: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 1, maxLength: 3 }),
        removed: fc.subarray([0, 1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }),
      }),
      fc.record({
        kind: fc.constant('definitions' as const),
        changed: fc.tuple(...[1, 2, 3, 4, 5, 6].map(definitionArbitrary)),
        places: fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1, maxLength: 2 }),
        dropped: fc.nat({ max: 5 }),
        reversed: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('outbreaks' as const), outbreaks: outbreaksArbitrary }),
    ),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(worlds, steps, (world, changes) => {
      let { devices, definitions, outbreaks } = world;
      let evaluation = evaluate(world);
      for (const change of changes) {
        const before = evaluation;
        switch (change.kind) {
          case 'devices': {
            const removed = change.removed.flatMap((i) => change.devices[i]?.uid ?? []);
            const changed = change.places.flatMap((i) => change.devices[i] ?? []);
            devices = [
              ...devices.filter(
                ({ uid }) => !removed.includes(uid) && !changed.some((one) => one.uid === uid),
              ),
              ...changed,
            ];
            evaluation = reevaluate(evaluation, { devices: changed, removed });
            break;
          }
          case 'definitions': {
            const changed = change.places.flatMap((i) => change.changed[i] ?? []);
            definitions = [
              ...definitions.filter(({ id }) => !changed.some((one) => one.id === id)),
              ...changed,
            ].filter((_one, i) => i !== change.dropped);
            if (change.reversed) definitions = definitions.toReversed();
            evaluation = reevaluate(evaluation, { definitions });
            break;
          }
          case 'outbreaks':
            ({ outbreaks } = change);
            evaluation = reevaluate(evaluation, { outbreaks });
        }
        const [was, is] = [told(before), told(evaluation)];
        expect(is).toEqual(told(evaluate({ devices, definitions, outbreaks })));
        const differing = Object.keys({ ...was, ...is }).filter(
          (uid) => JSON.stringify(was[uid]) !== JSON.stringify(is[uid]),
        );
        expect(changedTags(before, evaluation).toSorted()).toEqual(differing.toSorted());
      }
    }),
    { numRuns: 400 },
  );
});

test('verdicts say what the evaluation does', () => {
  fc.assert(
    fc.property(worlds, ({ devices, definitions, outbreaks }) => {
      const evaluation = evaluate({ devices, definitions, outbreaks });
      const names = devices.map((device) => [
        device.registered ? 'all_registered_clients' : '',
        ...new Set(
          definitions
            .filter((one) => verdictOf(one, device).outcome === 'tagged')
            .map(({ name }) => name),
        ),
      ]);
      expect(
        devices.map(({ uid }) =>
          tagsOf(evaluation, uid).flatMap(({ category, name }) =>
            category === 'zero_trust' ? name : [],
          ),
        ),
      ).toEqual(names.map((list) => list.filter((name) => name !== '')));
    }),
    { numRuns: 400 },
  );
});

test('a rule that is inverted by NOT and has one value holds just where the plain one does not', () => {
  fc.assert(
    fc.property(worlds, ({ devices, definitions }) => {
      const verdicts = devices.flatMap((device) =>
        definitions.flatMap((definition) => {
          const inverted = {
            ...definition,
            rules: definition.rules.map((rule) => ({ ...rule, not: !rule.not })),
          };
          const [plain, other] = [verdictOf(definition, device), verdictOf(inverted, device)];
          return plain.rules.map((verdict, i) => ({ verdict, other: other.rules[i] }));
        }),
      );
      const single = verdicts.filter(({ verdict }) => verdict.met.length === 1);
      expect(single.map(({ verdict }) => verdict.holds)).toEqual(
        single.map(({ other }) => other?.holds === false),
      );
    }),
    { numRuns: 100 },
  );
});

test('versions and ages are compared as the slow reference compares them', () => {
  const isComparing = (rule: Rule): rule is ComparingRule =>
    rule.type === 'antivirus' || rule.type === 'forticlient-version' || rule.type === 'os-version';
  const types = ['antivirus', 'forticlient-version', 'os-version'] as const;
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(
      devicesArbitrary(4),
      fc.tuple(...operatingSystems.map((os) => rulesArbitrary(os, types))),
      (devices, rules) => {
        for (const device of devices)
          for (const rule of rules.flat().filter(isComparing)) {
            if (rule.os !== device.os) continue;
            const holds = compileRule(rule).test(factsOf(device));
            const key = `${rule.type} ${rule.not} ${holds}`;
            seen.set(key, (seen.get(key) ?? 0) + 1);
            expect({ rule, holds }).toEqual({ rule, holds: fulfils(rule, device) });
          }
      },
    ),
    { numRuns: 500 },
  );
  // Each of them both holds and does not, with NOT and without.
  expect(seen.size).toBe(12);
});

test('generated definitions are right, and a file brings them over unchanged', () => {
  fc.assert(
    fc.property(definitionArbitrary(1), ({ id: _, ...spec }) => {
      expect(tagSpecProblems(spec)).toEqual([]);
      expect(readTagFile(printTagFile([spec]))).toEqual({ tags: [spec], problems: [] });
    }),
    { numRuns: 300 },
  );
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { caseWorld, readCases } from '#formats/case.ts';
import { decide } from './decide.ts';

// Copies of the decision cases that the project was given; see test/cases/README.md.
describe.each(['documents', 'generated'])('%s decision cases', (file) => {
  const text = readFileSync(new URL(`../../../test/cases/${file}.json`, import.meta.url), 'utf8');
  for (const one of readCases(text))
    test(`${one.name} (${one.source})`, () => {
      const world = caseWorld(one);
      expect(world.fortigates.flatMap((fortigate) => fortigate.warnings)).toEqual([]);
      const got = world.sessions.map(({ session }) => {
        const fortigate = world.fortigates.find((f) => f.name === session.fortigate);
        if (!fortigate) throw new Error(`no FortiGate ${session.fortigate}`);
        const { trace: _, ...decision } = decide(world.ems, fortigate, session, world.resolver);
        return decision;
      });
      expect(got).toEqual(one.sessions.map((session) => session.expect));
    });
});

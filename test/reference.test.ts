import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { caseWorld, readCases } from '#formats/case.ts';
import { type Turns, afterTurn, inTurn } from '#engine/decide/turns.ts';
import { decide } from '#engine/decide/decide.ts';
import { referenceDecide } from './reference/decide.ts';

function casesIn(file: string) {
  return readCases(readFileSync(new URL(`./cases/${file}`, import.meta.url), 'utf8'));
}

const fieldCases = readdirSync(new URL('cases/field/', import.meta.url)).map(
  (file) => `field/${file}`,
);

describe.each(['documents.json', 'generated.json', ...fieldCases])(
  'the reference and the engine decide %s',
  (file) => {
    const cases = casesIn(file);
    test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
      const { ems, fortigates, sessions, resolver } = caseWorld(one);
      expect(sessions.length).toBeGreaterThan(0);
      let turns: Turns = {};
      for (const [i, { session: asked, expect: expected }] of sessions.entries()) {
        const fortigate = fortigates.find(({ name }) => name === asked.fortigate);
        if (!fortigate) throw new Error(`no FortiGate ${asked.fortigate}`);
        const session = inTurn(turns, ems, fortigate, asked, resolver);
        expect(expected, `session ${i + 1} says what must come out`).toBeDefined();
        expect(referenceDecide(ems, fortigate, session, resolver), `session ${i + 1}`).toEqual(
          expected,
        );
        const decision = decide(ems, fortigate, session, resolver);
        turns = afterTurn(turns, fortigate, decision);
        const { kind, action, policyid, policytype, error } = decision;
        expect({ kind, action, policyid, policytype, error }, `session ${i + 1}`).toEqual(expected);
      }
    });
  },
);

/** Where a file has what a test names in vain. */
import type { PolicyTest, TestProblem } from '#model/lab/policy-test.ts';
import { tagWord } from '#model/tagging/tag-names.ts';
import type { ValuePath } from './test-value.ts';

/** The place of a name in a list, whose field is all that there is where the list is one name. */
function inList(field: ValuePath, names: readonly string[], name: string): ValuePath | null {
  const place = names.indexOf(name);
  return place < 0 ? null : [...field, place];
}

/** The way from a test to its place; as far as it can be told. */
export function problemPath(test: PolicyTest | undefined, problem: TestProblem): ValuePath {
  if (!test) return [];
  const { who, to, through, srcintf } = test;
  switch (problem.kind) {
    case 'not-there': {
      const { what, name } = problem;
      const sets = who.kind === 'endpoints' ? who : null;
      switch (what) {
        case 'endpoint':
          return inList(['who', 'endpoints'], sets?.endpoints ?? [], name) ?? ['who'];
        case 'user':
          return inList(['who', 'users'], sets?.users ?? [], name) ?? ['who'];
        case 'group':
          return inList(['who', 'groups'], sets?.groups ?? [], name) ?? ['who'];
        case 'tag':
          return (
            inList(['who', 'all of'], (sets?.allOf ?? []).map(tagWord), name) ??
            inList(['who', 'any of'], (sets?.anyOf ?? []).map(tagWord), name) ??
            inList(['who', 'none of'], (sets?.noneOf ?? []).map(tagWord), name) ?? ['who']
          );
        case 'fortigate':
          return inList(['through'], through, name) ?? [];
        case 'server':
          return inList(['servers'], to.kind === 'servers' ? to.servers : [], name) ?? [];
        case 'interface':
          return [srcintf === name ? 'incoming interface' : 'outgoing interface'];
      }
      break;
    }
    case 'no-vip':
      return inList(['servers'], to.kind === 'servers' ? to.servers : [], problem.server) ?? [];
    case 'other-port':
      return ['port'];
    case 'other-interface':
      return ['incoming interface'];
    case 'no-server':
      return ['servers'];
  }
  return [];
}

import type { TestWorld } from '#engine/analysis/policy-tests/test-world.ts';
import type { Tag } from '#model/tagging/tags.ts';
import type { EmsConsole, WorldState } from '../state.ts';

type Definitions = Pick<EmsConsole, 'tagDefinitions' | 'outbreaks' | 'fortiAnalyzer'>;

function definedIn({ tagDefinitions, outbreaks, fortiAnalyzer }: Definitions): readonly Tag[] {
  return [
    ...tagDefinitions.map(({ name }): Tag => ({ category: 'zero_trust', name })),
    ...outbreaks.map(({ tag }): Tag => ({ category: 'outbreak_alert', name: tag })),
    ...fortiAnalyzer.handlers.map(({ tag }): Tag => ({ category: 'fabric', name: tag })),
  ];
}

/** The world as policy tests are held against it. */
export function testWorldOf(state: WorldState): TestWorld {
  const { ems, fortigates, names, clock, closedConsoles } = state;
  return {
    ems,
    fortigates,
    resolver: names,
    definedTags: [state, ...Object.values(closedConsoles)].flatMap(definedIn),
    at: clock,
  };
}

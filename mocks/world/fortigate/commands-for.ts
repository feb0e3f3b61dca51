/** What a form would do, as the commands that would do the same; nothing is changed. */
import { differenceScript } from '#formats/fortios/change/difference.ts';
import { printTree } from '#formats/fortios/print/print-tree.ts';
import { exportConfig } from '#formats/fortios/print/export.ts';
import { maskSecrets } from '#formats/fortios/print/secrets.ts';
import { emptyConfig, withTable } from '#model/fortios/rows.parse.ts';
import type { ConsideredType } from '#model/decision/decision.ts';
import type { FortiosConfig } from '#model/fortios/tables.ts';
import type { CommandsAnswer } from '#model/fortios/commands-api.ts';
import { tagObject } from '#model/tagging/tag-objects.ts';
import { tagCategorySchema } from '#model/tagging/tags.ts';
import { type FortiGateCommand, runSteps } from './fortigate-commands.ts';
import { RefusalError, invalid } from '../refusal.ts';
import { type WorldState, fortigateNamed } from '../state.ts';

/** What the FortiGate would refuse is said in the same words. */
export function commandsFor(
  state: WorldState,
  { fortigate, steps }: { readonly fortigate: string; readonly steps: readonly FortiGateCommand[] },
): CommandsAnswer {
  const configOf = (world: WorldState) => fortigateNamed(world, fortigate).config;
  const before = configOf(state);
  try {
    const after = configOf(runSteps(state, steps).state);
    return { text: printTree(maskSecrets(differenceScript(before, after))), problem: null };
  } catch (error) {
    if (error instanceof RefusalError) return { text: null, problem: error.message };
    throw error;
  }
}

/** Those policies, and nothing else. */
function aloneIn(
  config: FortiosConfig,
  list: ConsideredType,
  isWanted: (policy: { readonly policyid: number }) => boolean,
): FortiosConfig {
  switch (list) {
    case 'policy':
      return withTable(
        emptyConfig(),
        'firewall policy',
        config['firewall policy'].filter(isWanted),
      );
    case 'proxy-policy':
      return withTable(
        emptyConfig(),
        'firewall proxy-policy',
        config['firewall proxy-policy'].filter(isWanted),
      );
    case 'security-policy':
      return withTable(
        emptyConfig(),
        'firewall security-policy',
        config['firewall security-policy'].filter(isWanted),
      );
  }
}

/** A policy as it stands; null where the list has none of that number. */
export function policyCommands(
  state: WorldState,
  query: { readonly fortigate: string; readonly list: ConsideredType; readonly id: string },
): CommandsAnswer {
  const { config } = fortigateNamed(state, query.fortigate, 'fortigate');
  const isWanted = ({ policyid }: { readonly policyid: number }): boolean =>
    String(policyid) === query.id;
  const alone = aloneIn(config, query.list, isWanted);
  return { text: exportConfig(alone, { form: 'show', secrets: 'masked' }), problem: null };
}

/** A tag's two address objects, as every FortiGate that it is shared with has them, by its first connector. */
export function tagCommands(
  _state: WorldState,
  { category, name }: { readonly category: string; readonly name: string },
): CommandsAnswer {
  const known = tagCategorySchema.safeParse(category);
  if (!known.success) return invalid(-15, 'category', `Category ${category} does not exist.`);
  const tag = { category: known.data, name };
  const config = withTable(emptyConfig(), 'firewall address', [
    tagObject(tag, 'ip', 1),
    tagObject(tag, 'mac', 1),
  ]);
  return { text: exportConfig(config, { form: 'show', secrets: 'masked' }), problem: null };
}

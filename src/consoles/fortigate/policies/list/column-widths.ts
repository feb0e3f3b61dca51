import { chipWidth, nameWidth, wordWidth } from '#ui/table/folding.ts';
import type { PolicyTag } from '#model/tagging/policy-tags.ts';
import { policyTagProblem, tagText } from '#model/words/policy-tag.ts';
import type { PolicyTable } from '../policy-row.ts';

/** Of the table; the policy's own column takes the rest. */
export const columnWidths: Readonly<Record<PolicyTable, Readonly<Record<string, string>>>> = {
  'firewall policy': {
    type: '76px',
    from: '58px',
    to: '58px',
    source: '9%',
    tags: '21%',
    destination: '10%',
    service: '98px',
    schedule: '80px',
    action: '88px',
    log: '52px',
    menu: '52px',
  },
  'firewall security-policy': {
    from: '60px',
    to: '60px',
    source: '22%',
    destination: '13%',
    service: '98px',
    schedule: '80px',
    action: '88px',
    log: '56px',
    menu: '52px',
  },
  'firewall proxy-policy': {
    type: '76px',
    from: '84px',
    source: '14%',
    tags: '25%',
    destination: '17%',
    schedule: '80px',
    action: '88px',
    log: '56px',
    menu: '52px',
  },
};

const badgeWidth = 34;

/** What a tag's chip needs. */
export function tagWidth(
  view: PolicyTag | null,
  name: string,
  { device }: { readonly device: string },
  isBadged: boolean,
): number {
  if (view === null) return nameWidth(name);
  const problem = policyTagProblem(view, device);
  return (
    chipWidth(tagText(view)) +
    (isBadged && view.kind === 'tag' ? badgeWidth : 0) +
    (problem ? wordWidth(problem.word) : 0)
  );
}

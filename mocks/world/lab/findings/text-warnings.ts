/** What is odd in the text of a FortiGate's configuration, as findings. */
import { oddEntries } from '#formats/fortios/oddities/oddities.ts';
import { type Site, finding } from '#engine/analysis/findings/draft.ts';
import type { Finding } from '#model/lab/findings.ts';
import { sentenceStart } from '#model/text.ts';

export function textWarnings({ fortigate, lines }: Site): readonly Finding[] {
  const known = {
    tags: lines.flatMap(({ knowledge }) => [...knowledge.tags.values()].map(({ tag }) => tag)),
    emsSerials: lines.map(({ server }) => server.serial),
  };
  const found = oddEntries(fortigate.config, known).map(({ table, key, what }) =>
    finding(
      fortigate.name,
      { table, key, name: '' },
      { kind: 'warning', message: sentenceStart(what) },
    ),
  );
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/**
 * `npm run bench -- workspace W2 FILE [forward]`: an estate of that size as a world file, to open under Lab > Worlds;
 * of policies that forward sessions, where that is said.
 */
import { writeFileSync } from 'node:fs';
import { readConfig } from '#formats/fortios/config.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { caseState } from '#mocks/world/lab/case-state.ts';
import { writeWorldFile } from '#mocks/world/worlds/write-world-file.ts';
import { estateSizes, makeEstate } from '#test/generators/estate.ts';

const [size = '', file, kind] = process.argv.slice(2);
const found = Object.entries(estateSizes).find(([name]) => name === size)?.[1];
if (!found || file === undefined) {
  console.error(
    `Name a size and a file: npm run bench -- workspace ${Object.keys(estateSizes).join('|')} FILE [forward]`,
  );
  process.exit(2);
}
const { ems, fortigate } = makeEstate(found, 1, kind === 'forward' ? kind : 'ztna');
const [device] = ems.fabricDevices;
const state = caseState(
  {
    name: size,
    ems,
    fortigates: [{ ...readConfig(''), ...fortigate, name: device?.name ?? 'FGT-1' }],
    sessions: [],
    resolver: emptyResolver,
    tests: [],
  },
  [],
);
writeFileSync(file, writeWorldFile({ name: size, state }));

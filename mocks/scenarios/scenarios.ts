/** The worlds to start from. The first is the one that a first visit shows. */
import type { ScenarioSpec } from '#model/lab/scenario.ts';
import { demo } from './demo.ts';
import { empty } from './empty.ts';
import { estate } from './estate.ts';
import { example1 } from './example-1.ts';
import { example2 } from './example-2.ts';
import { fabric } from './fabric.ts';
import { large } from './large.ts';
import { longNames } from './names.ts';

export const scenarios: readonly [ScenarioSpec, ...ScenarioSpec[]] = [
  demo,
  example1,
  example2,
  fabric,
  estate,
  large,
  longNames,
  empty,
];

/** `npm run bench -- world [--json]`: the figures of a very large estate. */
import { type Figure, bars, measureWorld } from './world.ts';

const isFigure = (name: string): name is Figure => Object.hasOwn(bars, name);

const world = await measureWorld();
const rounded = Object.fromEntries(
  Object.entries(world).map(([name, value]) => [name, Math.round(value * 100) / 100]),
);
if (process.argv.includes('--json')) console.log(JSON.stringify({ world: rounded }));
else
  for (const [name, value] of Object.entries(rounded)) {
    if (!isFigure(name)) continue;
    const { most, about } = bars[name];
    const mark = value <= most ? 'ok ' : 'OVER';
    console.log(
      `${mark.padEnd(5)}${name.padEnd(18)}${String(value).padStart(9)}  of ${most}  ${about}`,
    );
  }

/** `npm run bench -- --json`: decisions a second beside other engines, and the matrix of a very large estate. */
import { AccessMatrix } from '#engine/analysis/columns/access-matrix.ts';
import { emptyResolver } from '#model/decision/session.ts';
import { type Estate, estateSizes, makeEstate } from '#test/generators/estate.ts';
import { type Question, plainEstate, questionsOf } from './request.ts';
import { type Decide, casbin, casl, cedar, jsonRules, naive } from './rivals.ts';

const options = { srcintf: null, at: { epochMs: Date.UTC(2025, 0, 7, 12), offsetMinutes: 0 } };
const msPerRival = 1500;
const checked = 300;

function matrixOf({ ems, fortigate }: Estate): AccessMatrix {
  return new AccessMatrix({ ems, fortigate, options, resolver: emptyResolver });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Throws where an engine answers otherwise than the lab. */
async function checkAgreement(
  name: string,
  decide: Decide,
  lab: Decide,
  questions: readonly Question[],
): Promise<void> {
  for (const question of questions.slice(0, checked)) {
    const [told, wanted] = [await decide(question), await lab(question)];
    if (told !== wanted)
      throw new Error(
        `${name} answers ${told} for ${question.place} at ${question.server}, the lab ${wanted}`,
      );
  }
}

/** Decisions a second, asked one after the other. */
async function perSecond(decide: Decide, questions: readonly Question[]): Promise<number> {
  let done = 0;
  const begin = performance.now();
  for (;;) {
    // So few at once that a slow engine ends in time, and so many that looking at the clock costs nothing.
    for (let i = 0; i < 64; i++) {
      const question = questions[(done + i) % questions.length];
      if (!question) throw new Error('no question');
      const answer = decide(question);
      if (typeof answer !== 'boolean') await answer;
    }
    done += 64;
    const spent = performance.now() - begin;
    if (spent > msPerRival) return Math.round((1000 * done) / spent);
  }
}

async function compare(estate: Estate, withRivals: boolean) {
  const matrix = matrixOf(estate);
  const plain = plainEstate(estate);
  const questions = questionsOf(
    plain,
    (place) => estate.ems.endpoints[place]?.registered === true,
    5000,
  );
  matrix.work.finish();
  const spent = Array.from({ length: 9 }, () => {
    const again = matrixOf(estate);
    const begin = performance.now();
    again.work.finish();
    return performance.now() - begin;
  });
  const msPerPair = median(spent) / (matrix.endpoints.length * matrix.servers.length);
  const compiled: Decide = ({ place, serverPlace }) => matrix.isAccepted(place, serverPlace);
  const engines: Record<string, Decide> = {
    compiled,
    naive: naive(plain),
    ...(withRivals
      ? {
          casl: casl(plain),
          casbin: await casbin(plain),
          jsonRules: jsonRules(plain),
          cedar: cedar(plain),
        }
      : {}),
  };
  const figures: Record<string, number> = {};
  for (const [name, decide] of Object.entries(engines)) {
    await checkAgreement(name, decide, compiled, questions);
    figures[name] = await perSecond(decide, questions);
  }
  // The sets answer every pair; what working them out took is each pair's share of the whole.
  const { compiled: looked = 1 } = figures;
  figures['compiled'] = Math.round(1000 / (1000 / looked + msPerPair));
  return figures;
}

function sumOf(piece: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < piece.length; i++) sum = (sum + (piece[i] ?? 0)) | 0;
  return sum;
}

/**
 * What merely reading so many words takes, from pieces as large as those that are read. A function of its own
 * reads a piece: one long loop was compiled while it ran, and took up to five times as long.
 */
function readingMs(words: number): number {
  const piece = new Int32Array(256 * 64).map((_, i) => i);
  const begin = performance.now();
  let sum = 0;
  for (let left = words; left > 0; left -= piece.length) sum = (sum + sumOf(piece)) | 0;
  const spent = performance.now() - begin;
  if (sum === 1) console.error('');
  return spent;
}

function measureMatrix(estate: Estate) {
  const rounds = 5;
  const [compile, whole, edit, limit]: number[][] = [[], [], [], []];
  for (let round = 0; round < rounds; round++) {
    let begin = performance.now();
    const matrix = matrixOf(estate);
    compile?.push(performance.now() - begin);
    begin = performance.now();
    matrix.work.finish();
    whole?.push(performance.now() - begin);
    limit?.push(readingMs(matrix.counts.words));
    const { config } = estate.fortigate;
    const policies = config['firewall policy'];
    for (let i = 0; i < rounds; i++) {
      const place = policies.findIndex(
        ({ dstaddr }, at) => at > (round * rounds + i) * 100 && dstaddr.length === 1,
      );
      const one = policies[place];
      if (!one) throw new Error('no policy');
      const action: 'accept' | 'deny' = one.action === 'accept' ? 'deny' : 'accept';
      const edited = {
        ...estate.fortigate,
        config: { ...config, 'firewall policy': policies.with(place, { ...one, action }) },
      };
      begin = performance.now();
      matrix.after(edited).work.finish();
      edit?.push(performance.now() - begin);
    }
  }
  // With the last matrix still there: what a worker would hold.
  const held = matrixOf(estate);
  held.work.finish();
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  const rounded = (values: readonly number[] = []) => Math.round(median(values) * 100) / 100;
  return {
    compileMs: rounded(compile),
    matrixMs: rounded(whole),
    limitMs: rounded(limit),
    editMs: rounded(edit),
    memoryMB: Math.round((heapUsed + arrayBuffers) / 1_000_000),
    cells: held.endpoints.length * held.servers.length,
  };
}

const figures = {
  W1: { perSecond: await compare(makeEstate(estateSizes.W1), true) },
  W2: { perSecond: await compare(makeEstate(estateSizes.W2), true) },
  W3: await (async () => {
    const estate = makeEstate(estateSizes.W3);
    const matrix = measureMatrix(estate);
    return { perSecond: await compare(estate, false), ...matrix };
  })(),
};
if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.table({ W1: figures.W1.perSecond, W2: figures.W2.perSecond, W3: figures.W3.perSecond });
  const { perSecond: _, ...matrix } = figures.W3;
  console.table({ W3: matrix });
}
process.exit(0);

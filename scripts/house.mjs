// The house rules on the whole of the project: exit status 1 and a line a violation, or one line.

import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { importsOf, shapeOf, violations } from './house-rules.mjs';
import { ready, root, run } from './install.mjs';

await run(async () => {
  if (!(await ready(import.meta.url))) return;
  // Both are there only now: a Node without globSync may have begun this.
  const { globSync } = await import('node:fs');
  const { parseSync } = await import('vite');
  const { imports: aliases } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  const files = globSync(
    ['{src,mocks,test,e2e,bench,scripts}/**/*.{ts,tsx,mts,js,jsx,mjs,cjs}', '*.{ts,mjs}'],
    { cwd: root },
  )
    .map((file) => file.split(sep).join('/'))
    .toSorted()
    .map((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      return {
        path,
        imports: importsOf(path, source, parseSync),
        ...shapeOf(path, source, parseSync),
      };
    });
  const problems = violations(files, aliases);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${files.length} files keep to the house rules.`);
});

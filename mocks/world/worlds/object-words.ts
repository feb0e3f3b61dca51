import { entryWords } from '#model/words/entry.ts';

/** What the path of an object (`objectPath`) is called; null for what is a part of another. */
export function objectWords(path: string): string | null {
  const [kind = '', owner = '', ...rest] = path.split('/');
  const name = rest.join('/');
  switch (`${kind}/${owner}`) {
    case 'ems/endpoint':
      return `endpoint ${name}`;
    case 'ems/posture':
      return `the posture of ${name}`;
    case 'ems/tag-definition':
      return `tag ${name}`;
    case 'ems/fabric-device':
      return `the Fabric device ${name}`;
    case 'lab/policy-tests':
      return 'the policy tests';
    case 'lab/policy-test':
      return `the policy test ${name}`;
    default: {
      const [table = '', ...key] = rest;
      return kind === 'fortigate' ? `${entryWords(table, key.join('/'))} on ${owner}` : null;
    }
  }
}

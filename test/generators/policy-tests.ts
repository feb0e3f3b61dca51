/** Policy tests, with names of a world or any at all. */
import * as fc from 'fast-check';
import { operatingSystems } from '#model/ems/ems.ts';
import { certificateStateSchema } from '#model/decision/session.ts';
import { type PolicyTest, policyTestSchema, testExpectations } from '#model/lab/policy-test.ts';
import { type Tag } from '#model/tagging/tags.ts';

export interface TestNames {
  readonly endpoints: readonly string[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly tags: readonly Tag[];
  readonly servers: readonly string[];
  readonly fortigates: readonly string[];
  readonly interfaces: readonly string[];
}

function someOf<Value>(values: readonly Value[], most: number): fc.Arbitrary<Value[]> {
  return values.length === 0
    ? fc.constant([])
    : fc.uniqueArray(fc.constantFrom(...values), { maxLength: most });
}

function orNull<Value>(value: fc.Arbitrary<Value>, freq = 2): fc.Arbitrary<Value | null> {
  return fc.option(value, { freq });
}

const address = fc.constantFrom('10.0.1.2', '10.0.1.4', '10.88.0.3', '198.51.100.7');
const port = fc.constantFrom(443, 9443, 22);

/** Those that the schema takes; none is refused for what it leaves open. */
export function testArbitrary(names: TestNames, name: fc.Arbitrary<string>) {
  const interfaceName =
    names.interfaces.length === 0
      ? fc.constant(null)
      : orNull(fc.constantFrom(...names.interfaces));
  return fc
    .record({
      name,
      who: fc.oneof(
        {
          weight: 6,
          arbitrary: fc.record({
            kind: fc.constant('endpoints' as const),
            endpoints: fc.oneof(fc.constant([]), someOf(names.endpoints, 3)),
            users: fc.oneof(
              { weight: 3, arbitrary: fc.constant([]) },
              { weight: 1, arbitrary: someOf(names.users, 2) },
            ),
            groups: fc.oneof(
              { weight: 3, arbitrary: fc.constant([]) },
              { weight: 1, arbitrary: someOf(names.groups, 2) },
            ),
            allOf: someOf(names.tags, 1),
            anyOf: someOf(names.tags, 2),
            noneOf: fc.oneof(fc.constant([]), someOf(names.tags, 1)),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constant('unknown' as const),
            srcip: address,
            os: fc.constantFrom(...operatingSystems),
          }),
        },
      ),
      expect: fc.constantFrom(...testExpectations),
      to: fc.oneof(
        {
          weight: 5,
          arbitrary: fc.record({
            kind: fc.constant('servers' as const),
            servers: fc.oneof(fc.constant([]), someOf(names.servers, 2)),
            port: orNull(port, 4),
            path: orNull(fc.constantFrom('/', '/app', '/api/v1'), 3),
            host: orNull(fc.constantFrom('web.example.com', 'app.example.com'), 4),
            forward: orNull(fc.record({ address, port }), 5),
          }),
        },
        {
          weight: 1,
          arbitrary: fc.record({
            kind: fc.constant('address' as const),
            dstip: address,
            dstport: port,
            protocol: fc.constantFrom(6, 17),
            dstintf: interfaceName,
          }),
        },
      ),
      through: someOf(names.fortigates, 2),
      certificate: orNull(fc.constantFrom(...certificateStateSchema.options)),
      withoutCertificate: orNull(fc.constantFrom('may-reach' as const, 'may-not-reach' as const)),
      srcip: orNull(address, 6),
      srcintf:
        names.interfaces.length === 0
          ? fc.constant(null)
          : orNull(fc.constantFrom(...names.interfaces), 3),
      user: orNull(
        fc.record({
          name: orNull(fc.constantFrom('nobody', ...names.users)),
          groups: someOf(names.groups, 2),
        }),
        5,
      ),
      login: orNull(
        fc.record({
          user: fc.constantFrom('amy', ...names.users),
          groups: someOf(names.groups, 2),
          ok: fc.boolean(),
        }),
        4,
      ),
      time: orNull(
        fc.constantFrom(
          '2025-01-07T10:57:00-08:00',
          '2025-01-06T23:00:00Z',
          '2025-01-04T03:30+05:30',
        ),
        4,
      ),
    })
    .map((drawn) => policyTestSchema.safeParse(drawn).data)
    .filter((test): test is PolicyTest => test !== undefined);
}

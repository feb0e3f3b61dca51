/** Whether a test holds of every device that could exist, as the page shows it. */
import { nameInList } from '#engine/analysis/name-in-list.ts';
import { provedOfAnyDevice } from '#engine/analysis/policy-tests/any-device.ts';
import type { TestWorld } from '#engine/analysis/policy-tests/test-world.ts';
import { otherTimeOf } from '../lab/findings/counterexamples.ts';
import type { AnyDeviceAnswer, PolicyTest } from '#model/lab/policy-test.ts';

export function anyDeviceOf(test: PolicyTest, world: TestWorld): AnyDeviceAnswer | null {
  const found = provedOfAnyDevice(test, world);
  if (found?.kind !== 'reached') return found;
  const { kind, fortigate, server, key, device, example } = found;
  const [type = '', id = ''] = key.split(' ');
  const policytype = type === 'proxy-policy' ? type : 'policy';
  const policyid = Number(id);
  const config = world.fortigates.find(({ name }) => name === fortigate)?.config;
  const { ip, user, groups, tags, online } = device;
  return {
    kind,
    fortigate,
    server,
    policytype,
    policyid,
    name: nameInList(config, { policytype, policyid }),
    device: {
      ip,
      user,
      groups: [...groups],
      tags: tags.map(({ category, name }) => ({ category, name })),
      online,
    },
    otherTime: otherTimeOf(example, world.at),
  };
}

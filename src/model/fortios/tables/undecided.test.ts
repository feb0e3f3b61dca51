import { expect, test } from 'vitest';
import { readConfig } from '#formats/fortios/config.ts';
import { undecidedByVip } from './undecided.ts';

test('the VIP of an object of 7.6 names the object', () => {
  const { config } = readConfig(`config ztna web-proxy
    edit "web"
        set vip "ZTNA-web"
    next
end
config ztna traffic-forward-proxy
    edit "tcp"
        set interface "port1"
    next
    edit "tcp 2"
        set vip "ZTNA-tcp"
    next
end
`);
  expect([...undecidedByVip(config.layout)]).toEqual([
    ['ZTNA-web', 'ztna web-proxy web'],
    ['ZTNA-tcp', 'ztna traffic-forward-proxy tcp 2'],
  ]);
});

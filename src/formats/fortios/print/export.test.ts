import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { exportConfig, selectConfig } from './export.ts';

const { config } = readConfig(`config user local
    edit "alice"
        set passwd ENC abc==
    next
end
config firewall address
    edit "lan"
        set subnet 10.0.1.0 255.255.255.0
    next
    edit "other"
    next
end
config router static
    edit 1
        set device "port1"
    next
    edit 2
        set device "port2"
    next
end
`);

test('a selection is the selected entries, in the order in which they stand', () => {
  const selection = [
    { table: 'router static', keys: ['2', '9'] },
    { table: 'firewall address', keys: ['other'] },
    { table: 'user local' },
    { table: 'no such table' },
  ];
  expect(selectConfig(config, selection, { form: 'show', secrets: 'masked' }))
    .toBe(`config user local
    edit "alice"
        set passwd ENC ******
    next
end
config firewall address
    edit "other"
    next
end
config router static
    edit 2
        set device "port2"
    next
end
`);
});

test('secrets are kept where they are asked for', () => {
  expect(exportConfig(config, { form: 'show', secrets: 'kept' })).toContain('ENC abc==');
  expect(exportConfig(config, { form: 'show', secrets: 'masked' })).not.toContain('abc');
});

test('the full form has every field of the known tables, and reads as the same', () => {
  const full = exportConfig(config, { form: { full: '7.6.4' }, secrets: 'kept' });
  expect(full).toContain(`    edit "other"
        unset uuid
        set type ipmask
        unset sub-type
        set obj-tag ''
`);
  expect(full).toContain(
    'config router static\n    edit 1\n        set device "port1"\n    next\n',
  );
  const again = readConfig(full);
  expect(again.warnings).toEqual([]);
  expect(exportConfig(again.config, { form: 'show', secrets: 'kept' })).toBe(
    exportConfig(config, { form: 'show', secrets: 'kept' }),
  );
});

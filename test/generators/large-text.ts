/** Configuration text of any size, and texts that are none, made to be hard to read. */

/** A device with many addresses and policies, as `show` prints it; about so many characters. */
export function largeConfig(characters: number): string {
  const out = ['config firewall address'];
  // Counted, not measured: an address and a policy of it have about 200 and 500 characters.
  const addresses = Math.ceil(characters / 2 / 217);
  const policies = Math.ceil(characters / 2 / 530);
  for (let i = 0; i < addresses; i++)
    out.push(`    edit "host-${i}"
        set uuid b057f4d9-05d4-4516-b581-${String(i).padStart(12, '0')}
        set associated-interface "port${i % 20}"
        set comment "Server ${i} of the estate"
        set subnet 10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255} 255.255.255.255
    next`);
  out.push('end', 'config firewall policy');
  for (let i = 1; i <= policies; i++)
    out.push(`    edit ${i}
        set name "rule ${i}"
        set uuid a057f4d9-05d4-4516-b581-${String(i).padStart(12, '0')}
        set srcintf "port1"
        set dstintf "port2"
        set action accept
        set srcaddr "host-${i}" "host-${i + 1}"
        set dstaddr "all"
        set schedule "always"
        set service "HTTPS" "SSH"
        set inspection-mode proxy
        set utm-status enable
        set ssl-ssh-profile "certificate-inspection"
        set logtraffic all
        set comments "made for ticket ${i}"
    next`);
  return `${out.join('\n')}\nend\n`;
}

/** Each about so many characters, by what is hard about it. */
export const hostileTexts = {
  'sections inside each other': (characters) => 'config a\n'.repeat(characters / 9),
  'entries inside each other': (characters) =>
    'config firewall policy\nedit 1\n'.repeat(characters / 30),
  'a quotation mark that never closes': (characters) =>
    `config firewall address\nedit a\nset comment "${'x y\n'.repeat(characters / 4)}`,
  'a mark that never closes in each line': (characters) =>
    'set comment "aaa\n'.repeat(characters / 17),
  'one value in one line': (characters) => `set comment "${'a'.repeat(characters)}"\n`,
  'many values in one line': (characters) => `set member ${'ab '.repeat(characters / 3)}\n`,
  'lines that are no command': (characters) => 'a b\n'.repeat(characters / 4),
  'any bytes': (characters) => {
    let state = 12_345;
    return Array.from({ length: characters }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return String.fromCharCode((state >> 16) & 255);
    }).join('');
  },
  'NUL bytes': (characters) => '\u0000'.repeat(characters),
  'names of Object’s own': (characters) =>
    `config firewall address\n${'edit "__proto__"\nset __proto__ 1\nset constructor x\nnext\n'.repeat(characters / 55)}end\n`,
  'settings alone': (characters) => `config x\n${'set abc def\n'.repeat(characters / 12)}end\n`,
  'commands that do nothing': (characters) =>
    `config firewall policy\n${'move 1 after 2\n'.repeat(characters / 15)}end\n`,
  'the same entry again and again': (characters) =>
    `config firewall addrgrp\n${Array.from({ length: characters / 40 }, (_, i) => `edit g\nappend member m${i}\nset odd ${i}\nnext\n`).join('')}end\n`,
  'entries of nothing': (characters) =>
    `config firewall policy\n${Array.from({ length: characters / 17 }, (_, i) => `edit ${i + 1}\nnext\n`).join('')}end\n`,
  'entries that trade places': (characters) =>
    `config firewall policy\nedit 1\nnext\nedit 2\nnext\nedit 3\nnext\n${'move 3 before 1\nmove 1 before 3\n'.repeat(characters / 32)}end\n`,
} as const satisfies Record<string, (characters: number) => string>;

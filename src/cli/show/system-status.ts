/** `get system status`: of what FortiOS prints there, what the lab has [assumed selection]. */
import { modelName } from '#model/ems/fortigate-models.ts';
import type { CliWorld } from '../session.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** `Tue Jan  7 10:57:00 2025`, in the device's zone. */
function timeText({ epochMs, offsetMinutes }: CliWorld['clock']): string {
  const local = new Date(epochMs + offsetMinutes * 60_000);
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()]
    .map(twoDigits)
    .join(':');
  const day = String(local.getUTCDate()).padStart(2);
  return `${weekdays[local.getUTCDay()]} ${months[local.getUTCMonth()]} ${day} ${time} ${local.getUTCFullYear()}`;
}

export function systemStatus({ fortigate, clock }: CliWorld): readonly string[] {
  const { name, serial, version, build } = fortigate;
  return [
    `Version: ${modelName(serial) ?? 'FortiGate'} v${version},build${String(build).padStart(4, '0')} (GA)`,
    `Serial-Number: ${serial}`,
    `Hostname: ${name}`,
    'Operation Mode: NAT',
    'Current virtual domain: root',
    // What scripts look for before they set anything [netmiko's driver].
    'Virtual domains status: 1 in NAT mode, 0 in TP mode',
    'Virtual domain configuration: disable',
    `System time: ${timeText(clock)}`,
  ];
}

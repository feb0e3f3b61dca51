/** Which sections stand at the top of a configuration, and in no other section. */
import { isTableName } from '#model/fortios/tables.ts';

/**
 * The first words of FortiOS's top-level sections of two words and more, where no section inside another begins
 * so: those that do, have one word (`config realservers`) or another first one (`config redistribute bgp`).
 */
const families: ReadonlySet<string> = new Set(
  `antivirus application authentication casb dlp dnsfilter emailfilter endpoint-control extension-controller
   file-filter firewall ftp-proxy icap ips log report router ssh-filter switch-controller system user videofilter
   virtual-patch voip vpn waf wanopt web-proxy webfilter wireless-controller ztna`.split(/\s+/),
);

/** True for a section that stands in no other, those of VDOMs apart. */
export function isTopLevel(path: string): boolean {
  const [first = '', second] = path.split(' ');
  return isTableName(path) || (second !== undefined && families.has(first));
}

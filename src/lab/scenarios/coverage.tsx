import styles from './page.module.css';

/** What of the two products the lab has, as a person looks for it. */
const covered = [
  'EMS: endpoints and their posture, tags and tagging rules, Tag Monitor, outbreak alerts, Fabric Devices with the sync editor, FortiAnalyzer as a source of Fabric tags.',
  'FortiGate: Fabric Connectors, Security Posture Tags and tag groups, firewall and proxy policies, ZTNA servers, addresses and interfaces, ZTNA and forward traffic, configuration as text, command line, REST API.',
  'Lab: any session, with the reason for every decision and fixes; open sessions; log lines explained; several EMS servers; routes by VPN; what domain names and countries resolve to.',
] as const;

/** What people look for and do not find; docs/mirror.md has it page by page. */
const left = [
  'VPN tunnels themselves: an endpoint’s route by VPN is an address that you type.',
  'Switching and wireless: FortiSwitch, FortiAP, and NAC policies by tag.',
  'FSSO, and user directories: who logs in, in which groups, is what you type; else the user is the one that EMS reports.',
  'Security profiles, SSL inspection, source NAT and routing. Of NAT the lab has VIPs.',
  'Malware hashes, vulnerability scans, profiles and deployment of EMS.',
] as const;

/** Says what the lab covers, and what it does not. */
export function Coverage() {
  return (
    <section className={styles['coverage']} aria-label="What the lab covers">
      <div>
        <h2>In the lab</h2>
        <ul>
          {covered.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
      <div>
        <h2>Not in the lab</h2>
        <ul>
          {left.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

import styles from './page.module.css';

/** What of the two products the lab has, as a person looks for it. */
const covered = [
  'EMS: endpoints and their posture, tags and tagging rules, Tag Monitor, outbreak alerts, Fabric Devices with the sync editor, FortiAnalyzer as a source of Fabric tags.',
  'FortiGate: Fabric Connectors, Security Posture Tags and tag groups, firewall and proxy policies, ZTNA servers, addresses and interfaces, ZTNA and forward traffic, configuration as text, command line, REST API.',
  'Lab: connections with the reason for every decision, fixes, open sessions, log lines explained.',
] as const;

/** What people look for and do not find; docs/mirror.md has it page by page. */
const left = [
  'VPN: tunnels, and tags of endpoints that come in by one.',
  'Switching and wireless: FortiSwitch, FortiAP, and NAC policies by tag.',
  'FSSO and other sign-on: users are what EMS reports.',
  'Security profiles, SSL inspection, NAT and routing: a policy allows or denies, and nothing else.',
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

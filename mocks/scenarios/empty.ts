/** A world to build in: one EMS, one FortiGate that is connected to it, and nobody. */
import type { ScenarioSpec } from '#model/lab/scenario.ts';
import { connectorText } from '#model/ems/ems-connector.ts';

const emsSerial = 'FCTEMS8824000001';

const config = `config system interface
    edit "port1"
        set alias "LAN"
        set ip 10.0.1.1 255.255.255.0
        set role lan
    next
    edit "port2"
        set alias "Servers"
        set ip 10.88.0.1 255.255.255.0
        set role dmz
    next
    edit "port3"
        set alias "Internet"
        set ip 203.0.113.1 255.255.255.0
        set role wan
    next
end
${connectorText(emsSerial)}config firewall address
    edit "all"
    next
end
`;

export const empty: ScenarioSpec = {
  about: {
    id: 'empty',
    name: 'Empty',
    summary:
      'One EMS and one FortiGate, connected and authorized: three interfaces, no endpoints, no servers, no policies. Build from here.',
    source: 'none: a place to build in',
    steps: [],
    connect: null,
  },
  // 2026-01-05 09:00:00 +0100, a Monday.
  clock: { epochMs: 1_767_600_000_000, offsetMinutes: 60 },
  seed: 20_260_105,
  upcoming: [],
  ems: {
    serial: emsSerial,
    customClassificationTags: [],
    endpoints: [],
    fabricDevices: [
      {
        name: 'FGT-1',
        serial: 'FGVM04TM26000001',
        ip: '203.0.113.1',
        tagTypes: ['zero_trust'],
      },
    ],
  },
  fortigates: [{ name: 'FGT-1', serial: 'FGVM04TM26000001', ip: '203.0.113.1', config }],
  history: [],
};

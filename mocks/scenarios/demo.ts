/** First run: two sites, tags of all four categories, and only Zero Trust Tags shared. */
import type { PastSession, ScenarioSpec } from '#model/lab/scenario.ts';
import type { StepPlace } from '#model/lab/scenario-steps.ts';
import { branch, demoEndpoints, hq } from './demo-endpoints.ts';
import { branchConfig, emsSerial, hqConfig } from './demo-fortigates.ts';
import { demoTagging } from './demo-tagging.ts';

// 2025-09-16 10:57:00 +0200, a Tuesday.
const clock = { epochMs: 1_758_013_020_000, offsetMinutes: 120 };

/** To the servers behind FGT-HQ, past every ZTNA server. */
const toServers = (secondsBefore: number, endpoint: string, dstport: number): PastSession => ({
  secondsBefore,
  fortigate: hq,
  endpoint,
  dstintf: 'port2',
  dstip: '10.88.1.20',
  dstport,
  certificate: 'none',
});
const visit = (
  secondsBefore: number,
  fortigate: string,
  endpoint: string,
  dstip: string,
  dstport: number,
): PastSession => ({
  secondsBefore,
  fortigate,
  endpoint,
  dstintf: 'root',
  dstip,
  dstport,
  certificate: 'valid',
});

const ann = 'A1D0C6E27B9F4A58830E5C14F7B26D01';
const annAt = (server: string) => ({ endpoint: ann, server });
const annToFinance: StepPlace = {
  page: 'connect',
  ...annAt('ZTNA-finance'),
  fortigate: hq,
  certificate: 'valid',
};

export const demo: ScenarioSpec = {
  tagging: demoTagging,
  about: {
    id: 'demo',
    name: 'Two sites',
    summary:
      'Two FortiGates and twenty endpoints with tags of all four categories. EMS shares only Zero Trust Tags, so some policies do not match.',
    source: 'Made for Posture Lab',
    steps: [
      {
        id: 'ann-denied',
        text: 'Connect as WIN11-ANN to ZTNA-finance.',
        notice:
          'Denied. WIN11-ANN has the tag Finance, but EMS does not share Classification Tags with FGT-HQ.',
        place: annToFinance,
        goal: { kind: 'connected', ...annAt('ZTNA-finance'), outcome: 'deny', policyid: 0 },
      },
      {
        id: 'share',
        text: 'On EMS, edit FGT-HQ under Fabric Devices: select Classification Tags, and Update.',
        notice:
          'Before you press Update, the editor says which tags appear on FGT-HQ and which policies begin to match.',
        place: { page: 'fabric-device', serial: 'FGVM02TM22013110' },
        goal: { kind: 'shared', device: hq, category: 'classification' },
      },
      {
        id: 'ann-allowed',
        text: 'Connect as WIN11-ANN to ZTNA-finance again.',
        notice: 'Allowed by proxy policy 2. Only the sharing setting has changed.',
        place: annToFinance,
        goal: { kind: 'connected', ...annAt('ZTNA-finance'), outcome: 'accept', policyid: 2 },
      },
      {
        id: 'hans',
        text: 'Connect as WIN11-HANS to ZTNA-webserver.',
        notice:
          'Denied. WIN11-HANS has low-risk, but policy 17 asks for Low-Risk. Tag names are compared exactly.',
        place: {
          page: 'connect',
          endpoint: 'A1D0C6E27B9F4A58830E5C14F7B26D09',
          fortigate: hq,
          server: 'ZTNA-webserver',
          certificate: 'valid',
        },
        goal: {
          kind: 'connected',
          endpoint: 'A1D0C6E27B9F4A58830E5C14F7B26D09',
          server: 'ZTNA-webserver',
          outcome: 'deny',
          policyid: 0,
        },
      },
    ],
    connect: {
      fortigate: hq,
      endpoint: 'A1D0C6E27B9F4A58830E5C14F7B26D01',
      server: 'ZTNA-finance',
      certificate: 'valid',
    },
  },
  clock,
  seed: 20_250_916,
  upcoming: [],
  ems: {
    serial: emsSerial,
    customClassificationTags: ['Finance', 'Windows-Endpoint'],
    endpoints: demoEndpoints,
    fabricDevices: [
      { name: hq, serial: 'FGVM02TM22013110', ip: '10.0.1.1', tagTypes: ['zero_trust'] },
      {
        name: branch,
        serial: 'FGVM02TM22013111',
        ip: '10.0.2.1',
        tagTypes: ['zero_trust'],
      },
    ],
  },
  fortigates: [
    { name: hq, serial: 'FGVM02TM22013110', ip: '10.0.1.1', config: hqConfig },
    {
      name: branch,
      serial: 'FGVM02TM22013111',
      ip: '10.0.2.1',
      config: branchConfig,
    },
  ],
  history: [
    visit(5400, hq, 'WIN11-ANN', '203.0.113.10', 9443),
    visit(4800, hq, 'WIN11-GINA', '203.0.113.10', 9443),
    visit(4100, branch, 'BR-WIN-KIM', '203.0.113.20', 443),
    visit(3300, hq, 'WIN11-HANS', '203.0.113.10', 9443),
    visit(2500, hq, 'WIN10-CARLA', '203.0.113.11', 443),
    visit(1800, hq, 'WIN11-OLGA-HOME', '203.0.113.10', 9443),
    toServers(1200, 'WIN11-ANN', 443),
    visit(900, branch, 'BR-POS-1', '203.0.113.20', 443),
    toServers(700, 'WIN11-ANN', 3389),
    visit(300, hq, 'WIN11-IRIS', '203.0.113.10', 9443),
  ],
};

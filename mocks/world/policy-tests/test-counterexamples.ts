/** The device that gets in otherwise than a test says, as one of the world, and the connection that tries it. */
import { provedOfAnyDevice } from '#engine/analysis/policy-tests/any-device.ts';
import type { Example } from '#engine/analysis/prove/counterexample.ts';
import type { ConnectRequest } from '#model/lab/connect-request.ts';
import { exampleRequest } from '../lab/findings/counterexamples.ts';
import { conflict, notFound } from '../refusal.ts';
import type { WorldState } from '../state.ts';
import { testWorldOf } from './test-world-of.ts';

interface OfTest {
  readonly name: string;
}

/** Refused where the test has none. */
export function exampleAgainst(state: WorldState, { name }: OfTest): Example {
  const test =
    state.policyTests.find((one) => one.name === name) ??
    notFound(`There is no policy test ${name}. It may have been deleted or renamed.`, 'name');
  const found = provedOfAnyDevice(test, testWorldOf(state));
  return found?.kind === 'reached'
    ? found.example
    : conflict('No device is known that gets in. The world has changed; look again.');
}

/** Ask before the device is added: afterwards it is one of those that are there. */
export function testCounterexampleRequest(state: WorldState, test: OfTest): ConnectRequest {
  return exampleRequest(exampleAgainst(state, test));
}

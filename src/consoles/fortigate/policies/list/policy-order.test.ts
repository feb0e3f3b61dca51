import { describe, expect, test } from 'vitest';
import { moved, stepFrom } from './policy-order.ts';

const order = ['3', '17', undefined, '5', '6'];

describe('a step leads', () => {
  test.each([
    ['17', 'up', { before: '3' }],
    ['5', 'down', { after: '6' }],
    ['3', 'up', null],
    ['6', 'down', null],
    // Its neighbour is not loaded.
    ['17', 'down', null],
    ['99', 'up', null],
  ] as const)('%s %s', (id, way, place) => {
    expect(stepFrom(order, id, way)).toEqual(place);
  });
});

describe('a move makes', () => {
  test.each([
    ['6', { before: '3' }, ['6', '3', '17', undefined, '5']],
    ['3', { after: '17' }, ['17', '3', undefined, '5', '6']],
    // Made already: the list was answered anew before the move was noted.
    ['3', { before: '17' }, order],
    ['3', { after: '99' }, order],
    ['99', { after: '3' }, order],
  ] as const)('%s %j', (id, place, after) => {
    expect(moved(order, id, place)).toEqual(after);
  });

  test('two steps up of the same policy two places, whatever the page shows meanwhile', () => {
    const place = stepFrom(order, '6', 'up');
    const once = place === null ? order : moved(order, '6', place);
    expect(once).toEqual(['3', '17', undefined, '6', '5']);
  });
});

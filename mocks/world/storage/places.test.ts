/** Ranks say the order of rows, whatever becomes of it, and few of them change. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Places, followPlaces, noPlaces, placeRows } from './places.ts';

interface Row {
  readonly key: string;
}
const follow = { keyOf: ({ key }: Row) => key, isSame: () => false };
const rowsOf = (keys: readonly string[]): readonly Row[] => keys.map((key) => ({ key }));

/** The same row objects in another order, with some left out, added or standing twice. */
const shuffled = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'), {
  maxLength: 14,
});

function start(keys: readonly string[]): {
  readonly rows: readonly Row[];
  readonly places: Places;
} {
  const rows = rowsOf(keys);
  return { rows, places: followPlaces<Row>([], noPlaces, rows, follow).places };
}

test('what is stored is in the order of the rows, and taking it over or back gives the same rows', () => {
  fc.assert(
    fc.property(shuffled, fc.array(shuffled, { minLength: 1, maxLength: 6 }), (first, later) => {
      let { rows, places } = start(first);
      const known = new Map(rows.map((row) => [row.key, row]));
      for (const keys of later) {
        const next = keys.map((key, i) =>
          // Now and then a row is another object of the same key.
          i % 3 === 0 ? { key } : (known.get(key) ?? { key }),
        );
        const followed = followPlaces(rows, places, next, follow);
        expect(followed.places.ranks).toEqual(followed.places.ranks.toSorted((a, b) => a - b));
        expect(new Set(followed.places.keys).size).toBe(next.length);
        const taken = placeRows(
          rows,
          places,
          new Map(followed.changes.map(({ key, after }) => [key, after])),
        );
        expect(taken.rows).toEqual(next);
        expect(taken.places).toEqual(followed.places);
        const back = placeRows(
          next,
          followed.places,
          new Map(followed.changes.map(({ key, before }) => [key, before])),
        );
        expect(back.rows).toEqual(rows);
        expect(back.places).toEqual(places);
        ({ rows, places } = { rows: next, places: followed.places });
      }
    }),
  );
});

test('a row that goes elsewhere is the only one to write', () => {
  const { rows, places } = start(['a', 'b', 'c', 'd', 'e', 'f']);
  for (const [from, to] of [
    [5, 0],
    [0, 5],
    [1, 3],
    [4, 2],
  ] as const) {
    const row = rows[from];
    if (!row) throw new Error('no row');
    const next = rows.toSpliced(from, 1).toSpliced(to, 0, row);
    expect(followPlaces(rows, places, next, follow).changes.map(({ key }) => key)).toEqual([
      row.key,
    ]);
  }
});

test('where there is no room between two ranks, all of them are written anew', () => {
  let { rows, places } = start(['first', 'last']);
  let written = 0;
  for (let i = 0; i < 80; i++) {
    const next = rows.toSpliced(1, 0, { key: `between ${i}` });
    const followed = followPlaces(rows, places, next, follow);
    if (followed.changes.length > 1) written++;
    expect(new Set(followed.places.ranks).size).toBe(next.length);
    ({ rows, places } = { rows: next, places: followed.places });
  }
  expect(written).toBe(1);
});

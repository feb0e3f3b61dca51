/** A list that is followed answers what a list that is made anew answers. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListIndex } from './list-index.ts';

interface Row {
  readonly id: number;
  readonly name: string;
  readonly size: number;
}
type Sort = 'name' | 'size';

const make = (): ListIndex<Row, Sort> =>
  new ListIndex({
    text: ({ name }) => name.toLowerCase(),
    compare: (a, b, sort) =>
      sort === 'name' ? (a.name < b.name ? -1 : Number(a.name > b.name)) : a.size - b.size,
    changed: (before, after) =>
      before.length === after.length && before.every(({ id }, i) => id === after[i]?.id)
        ? before.flatMap((row, i) => (row === after[i] ? [] : [i]))
        : null,
  });

const name = fc.constantFrom('Ann', 'ann', 'Bob', 'Carla', 'Dev', 'Eve');
const row = fc.record({ id: fc.nat(1000), name, size: fc.nat(3) });
const change = fc.record({ at: fc.nat(30), name, size: fc.nat(3), isNew: fc.boolean() });
const query = fc.record({
  offset: fc.nat(4),
  count: fc.integer({ min: 1, max: 6 }),
  search: fc.constantFrom('', 'a', 'AN', ' b '),
  sort: fc.constantFrom<Sort>('name', 'size'),
  descending: fc.boolean(),
});

test('sorted, searched and cut, whatever was asked and changed before', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 12 }),
      fc.array(fc.tuple(change, query), { minLength: 1, maxLength: 8 }),
      (start, steps) => {
        const followed = make();
        let rows: readonly Row[] = start;
        for (const [{ at, isNew, ...values }, asked] of steps) {
          const place = rows.length === 0 ? 0 : at % rows.length;
          const old = rows[place];
          rows =
            isNew || !old
              ? rows.toSpliced(place, 0, { id: 2000 + rows.length, ...values })
              : rows.with(place, { ...old, ...values });
          const wanted = { ...asked, keeps: ({ size }: Row) => size !== 2 };
          expect(followed.page(rows, wanted)).toEqual(make().page(rows, wanted));
        }
      },
    ),
  );
});

test('looks at rows in the order that is asked for', () => {
  const rows = [
    { id: 1, name: 'b', size: 1 },
    { id: 2, name: 'a', size: 1 },
    { id: 3, name: 'c', size: 0 },
  ];
  const ids = (sort: Sort, descending: boolean): readonly number[] =>
    make()
      .page(rows, { offset: 0, count: 9, search: '', sort, descending, keeps: () => true })
      .rows.map(({ id }) => id);
  expect(ids('name', false)).toEqual([2, 1, 3]);
  expect(ids('name', true)).toEqual([3, 1, 2]);
  expect(ids('size', false)).toEqual([3, 1, 2]);
});

/** Names of worlds: each has one that no other has, in capital letters or not. */
import { invalid } from '../refusal.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

function namesOf(worlds: readonly Named[], except: string | null): ReadonlySet<string> {
  return new Set(worlds.filter(({ id }) => id !== except).map(({ name }) => name.toLowerCase()));
}

/** The name itself, or with the first number that makes it free. */
export function freeName(worlds: readonly Named[], wanted: string): string {
  const taken = namesOf(worlds, null);
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

/**
 * The name itself; refused where another world has it.
 * @param except the id of the world that is to have it; null for a new one
 */
export function checkedName(worlds: readonly Named[], name: string, except: string | null): string {
  return namesOf(worlds, except).has(name.toLowerCase())
    ? invalid(-5, 'name', `A world named ${name} already exists. Choose another name.`)
    : name;
}

import { useSearchParams } from 'react-router';
import { type ConnectField, connectFields } from '#api/paths.ts';
import { type ConsideredType, consideredTypes } from '#model/decision/decision.ts';
import { useSetParameters } from '#ui/url-state.ts';
import type { Fields } from './connection.ts';

/** Null takes a field out, so that its default holds. What is empty was typed so, and stays. */
export type SetFields = (values: Readonly<Partial<Record<ConnectField, string | null>>>) => void;

/** What the form is to be filled in from. */
export type StartFrom =
  | {
      readonly kind: 'policy';
      readonly device: string;
      readonly list: ConsideredType;
      readonly id: string;
    }
  | { readonly kind: 'line'; readonly line: string; readonly fortigate: string | null };

function choicesIn(parameters: URLSearchParams): Fields {
  const choices: Partial<Record<ConnectField, string>> = {};
  for (const field of connectFields) {
    const value = parameters.get(field);
    if (value !== null) choices[field] = value;
  }
  return choices;
}

function fromIn(parameters: URLSearchParams): StartFrom | null {
  const line = parameters.get('line');
  const id = parameters.get('policy');
  const fortigate = parameters.get('fortigate');
  if (line !== null) return { kind: 'line', line, fortigate };
  if (id === null || fortigate === null) return null;
  const list = consideredTypes.find((one) => one === parameters.get('list')) ?? 'policy';
  return { kind: 'policy', device: fortigate, list, id };
}

/** The fields of the form stand in the address, so that a link makes the same connection. */
export function useConnectUrl() {
  const [parameters] = useSearchParams();
  const change = useSetParameters();
  const set: SetFields = (values) =>
    change(
      (after) => {
        for (const [name, value] of Object.entries(values))
          if (value === null) after.delete(name);
          else after.set(name, value);
      },
      { typed: true },
    );
  return {
    choices: choicesIn(parameters),
    /** The address says to connect at once. */
    now: parameters.has('now'),
    /** A policy or a log line to begin with; null where the address names none. */
    from: fromIn(parameters),
    set,
    /** The connection that the address asked for is made. */
    clearNow: () => change((after) => after.delete('now')),
    /** These fields alone stand in the address then. */
    replace: (fields: Fields) =>
      change((after) => {
        for (const name of Array.from(after.keys())) after.delete(name);
        for (const [name, value] of Object.entries(fields)) after.set(name, value);
      }),
  };
}

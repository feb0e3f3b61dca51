import { type Refusal, RefusalError } from './refusal.ts';

/** What a world says: a value, or why not. */
export type Answered<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal };

export function attempt<Value>(work: () => Value): Answered<Value> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

export async function attemptLater<Value>(
  work: () => Value | Promise<Value>,
): Promise<Answered<Value>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

/** What the world gave; its refusal is thrown. */
export function granted<Value>(outcome: Answered<Value>): Value {
  if (!outcome.ok) throw new RefusalError(outcome.refusal);
  return outcome.value;
}

/** Why a command was not carried out, in words for the person who gave it. */
export type Refusal =
  | {
      readonly kind: 'not-found';
      readonly message: string;
      readonly field?: string;
      readonly step?: number;
    }
  /** Someone else changed the object since the revision that the command is based on. */
  | { readonly kind: 'conflict'; readonly message: string }
  /** `code` is FortiOS's error number (domain.md section 10). */
  | {
      readonly kind: 'invalid';
      readonly code: number;
      readonly field: string;
      readonly message: string;
      /** Which of several changes made together, counted from 0. */
      readonly step?: number;
    };

export class RefusalError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusalError';
    this.refusal = refusal;
  }
}

export function notFound(message: string, field?: string): never {
  throw new RefusalError({ kind: 'not-found', message, ...(field === undefined ? {} : { field }) });
}

export function invalid(code: number, field: string, message: string): never {
  throw new RefusalError({ kind: 'invalid', code, field, message });
}

export function conflict(message: string): never {
  throw new RefusalError({ kind: 'conflict', message });
}

/** Carries out one of several changes; a refusal says which one it is of. */
export function asStep<Done>(step: number, run: () => Done): Done {
  try {
    return run();
  } catch (error) {
    if (error instanceof RefusalError && error.refusal.kind !== 'conflict')
      throw new RefusalError({ ...error.refusal, step });
    throw error;
  }
}

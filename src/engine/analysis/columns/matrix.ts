/** Every endpoint against every ZTNA server of a FortiGate, however it was worked out. */
import type { Ems, Endpoint } from '#model/ems/ems.ts';
import type { Resolver } from '#model/decision/session.ts';
import type { FortiGateInput } from '../../decide/compile.ts';
import type { PlainOutcome } from '../plain-decisions.ts';
import type { PlainOptions, Server } from '../plain-session.ts';
import type { Sliced } from '../sliced.ts';
import type { Bits } from './bits.ts';
import type { LetInBy } from './let-in.ts';

/** What it follows from. */
export interface MatrixInputs {
  readonly ems: Ems;
  readonly fortigate: FortiGateInput;
  readonly options: PlainOptions;
  readonly resolver: Resolver;
}

/** A server of a matrix, by its place. */
export interface ServerOf {
  readonly matrix: Matrix;
  readonly server: number;
}

export interface Matrix {
  readonly inputs: MatrixInputs;
  readonly endpoints: readonly Endpoint[];
  /** So many endpoints were looked up for it; of the others it was known what they are. */
  readonly looked: number;
  readonly servers: readonly Server[];
  /** By server, who is let in; whole once `work` is done. */
  readonly accepted: readonly Bits[];
  readonly work: Sliced;
  isAccepted(place: number, server: number): boolean;
  /** What the pair comes to; null where the server has no VIP to connect to, or there is no such pair. */
  outcomeAt(place: number, server: number): PlainOutcome | null;
  /**
   * By which policies these are let in: endpoints that are all let in to the server.
   * @param unlike where none of them is let in, to save work; null for nowhere that is known
   */
  letInBy(server: number, among: Bits, unlike: ServerOf | null): LetInBy;
  /** The same by what EMS has on the endpoints: who is let in there and not here is a near miss. */
  asEmsHasIt(): Matrix;
}

import type { Certificate } from './certificate/certificate.ts';
import type { Value } from './value.ts';

/** What an expression may look at while it is evaluated for one object. */
export type Evaluation = {
  /** An attribute by its name in the catalogue, as a value of its kind. */
  readonly attribute: (name: string) => Value;
  /** Parameters without their percent signs; what is not there has no value. */
  readonly parameters: (name: string) => string | null;
  /** 16 bytes. */
  readonly anchor: () => Uint8Array;
  readonly now: Date;
  /** Values of $variables by their slot, assigned by the compiler. */
  readonly variables: Value[];
  /** Tells apart the random values of one object; the same in every run. */
  readonly seed: string;
  /** Certificates already read in this evaluation, by their bytes. */
  readonly certificates: Map<Uint8Array, Certificate | null>;
};

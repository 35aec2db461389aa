import type { Service } from '../../src/operation/service.ts';
import type { InProcessHouse } from '../in-process-house.ts';
import type { Departures } from './reference.ts';

/**
 * A call of every operation of a service, with everything in its input that decides. Add a service:
 * write its samples in a file of this folder and name it in `declarations.test.ts`.
 */
export interface Samples {
  readonly service: Service;
  /** Makes what the calls are about. @returns each operation's input, by its name */
  inputs(house: InProcessHouse): Promise<Readonly<Record<string, object>>>;
  readonly departures?: Departures | undefined;
}

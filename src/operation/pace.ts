/** How long EC2's resources take from one state to the next, in milliseconds of emulated time; events of functions wait in real time. */
export interface Pace {
  /** pending → running */
  readonly pending: number;
  /** stopping → stopped */
  readonly stopping: number;
  /** shutting-down → terminated */
  readonly shuttingDown: number;
  /** running → its status checks pass */
  readonly statusChecks: number;
  /** An instance profile: associating → associated, disassociating → gone. */
  readonly association: number;
  /** A volume: creating → available, attaching → attached, detaching → available. */
  readonly volume: number;
  /** A volume's change: modifying → optimizing → completed, each. */
  readonly volumeModification: number;
  /** A snapshot: pending → completed. */
  readonly snapshot: number;
  /** An image made of an instance: pending → available. */
  readonly image: number;
  /** A NAT gateway: pending → available, deleting → deleted. */
  readonly natGateway: number;
  /** An event whose function failed: until it is tried again; the second time twice as long. */
  readonly functionRetry: number;
}

const MOMENT = 100;

/** What `--instance-pace` takes: so fast that nobody waits, or about as slow as AWS. */
export const PACES: Readonly<Record<'fast' | 'aws', Pace>> = {
  fast: {
    pending: MOMENT,
    stopping: MOMENT,
    shuttingDown: MOMENT,
    statusChecks: MOMENT,
    association: MOMENT,
    volume: MOMENT,
    volumeModification: MOMENT,
    snapshot: MOMENT,
    image: MOMENT,
    natGateway: MOMENT,
    functionRetry: MOMENT,
  },
  // AWS publishes no figures: what people see of a small Linux instance on a usual day.
  aws: {
    pending: 15_000,
    stopping: 35_000,
    shuttingDown: 35_000,
    statusChecks: 120_000,
    association: 5_000,
    volume: 3_000,
    volumeModification: 30_000,
    snapshot: 60_000,
    image: 120_000,
    natGateway: 100_000,
    functionRetry: 60_000,
  },
};

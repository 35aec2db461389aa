import type { InstanceStateName } from '../../../operation/instances.ts';

/** How long a terminated instance is still shown; AWS says `approximately one hour`. */
export const TERMINATED_VISIBLE_MS = 60 * 60 * 1000;

/** The transitions that are stored; where each leads follows from the clock, without any timer. */
export type Transition = 'pending' | 'stopping' | 'shutting-down';

const LEADS_TO: Readonly<Record<Transition, InstanceStateName>> = {
  pending: 'running',
  stopping: 'stopped',
  'shutting-down': 'terminated',
};

/**
 * EC2's numbers for the states.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html
 */
const CODES: Readonly<Record<InstanceStateName, number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

/** @param changesAt when the transition ends, ms since 1970; @param now likewise */
export function stateAt(transition: Transition, changesAt: number, now: number): InstanceStateName {
  return now >= changesAt ? LEADS_TO[transition] : transition;
}

/** A state as EC2's shapes carry it. */
export function stateToWire(name: InstanceStateName): { Code: number; Name: InstanceStateName } {
  return { Code: CODES[name], Name: name };
}

/** EC2's number for a state, for the filter `instance-state-code`. */
export function stateCode(name: InstanceStateName): number {
  return CODES[name];
}

/** Whether the machine is switched on. */
export function isOn(name: InstanceStateName): boolean {
  return name === 'pending' || name === 'running';
}

/** Whether it is gone for good. */
export function isEnded(name: InstanceStateName): boolean {
  return name === 'shutting-down' || name === 'terminated';
}

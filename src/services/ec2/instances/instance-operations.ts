import type { Operation } from '../../../operation/operation.ts';
import { describeInstanceAttribute } from './describe-instance-attribute.ts';
import { describeInstanceCreditSpecifications } from './describe-instance-credit-specifications.ts';
import { describeInstanceStatus } from './describe-instance-status.ts';
import { describeInstances } from './describe-instances.ts';
import { getConsoleOutput } from './get-console-output.ts';
import { rebootInstances, startInstances, stopInstances, terminateInstances } from './instance-lifecycle.ts';
import { modifyInstanceAttribute } from './modify-instance-attribute.ts';
import { modifyInstanceMetadataOptions } from './modify-instance-metadata-options.ts';

/** Instances: describing, changing, starting and ending them. */
export const instanceOperations: readonly Operation[] = [
  describeInstanceAttribute,
  describeInstanceCreditSpecifications,
  describeInstanceStatus,
  describeInstances,
  getConsoleOutput,
  modifyInstanceAttribute,
  modifyInstanceMetadataOptions,
  rebootInstances,
  startInstances,
  stopInstances,
  terminateInstances,
];

import type { Operation } from '../../../operation/operation.ts';
import { describeInstanceAttribute } from './describe-instance-attribute.ts';
import { getDefaultCreditSpecification, modifyInstanceCreditSpecification } from './credit-specifications.ts';
import { describeInstanceImageMetadata } from './describe-instance-image-metadata.ts';
import {
  getEbsEncryptionByDefault,
  getInstanceUefiData,
  getPasswordData,
  reportInstanceStatus,
} from './instance-data-reports.ts';
import { getInstanceMetadataDefaults, modifyInstanceMetadataDefaults } from './instance-metadata-defaults.ts';
import { modifyInstancePlacement } from './modify-instance-placement.ts';
import { modifyPrivateDnsNameOptions } from './modify-private-dns-name-options.ts';
import { monitorInstances, unmonitorInstances } from './monitor-instances.ts';
import { resetInstanceAttribute } from './reset-instance-attribute.ts';
import { describeInstanceCreditSpecifications } from './describe-instance-credit-specifications.ts';
import { describeInstanceStatus } from './describe-instance-status.ts';
import { describeInstances } from './describe-instances.ts';
import { getConsoleOutput } from './get-console-output.ts';
import { rebootInstances, startInstances, stopInstances, terminateInstances } from './instance-lifecycle.ts';
import { modifyInstanceAttribute } from './modify-instance-attribute.ts';
import { modifyInstanceMetadataOptions } from './modify-instance-metadata-options.ts';

/** Instances: describing, changing, starting and ending them. */
export const instanceOperations: readonly Operation[] = [
  describeInstanceImageMetadata,
  getDefaultCreditSpecification,
  getEbsEncryptionByDefault,
  getInstanceMetadataDefaults,
  getInstanceUefiData,
  getPasswordData,
  modifyInstanceCreditSpecification,
  modifyInstanceMetadataDefaults,
  modifyInstancePlacement,
  modifyPrivateDnsNameOptions,
  monitorInstances,
  reportInstanceStatus,
  resetInstanceAttribute,
  unmonitorInstances,
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

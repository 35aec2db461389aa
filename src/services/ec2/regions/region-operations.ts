import type { Operation } from '../../../operation/operation.ts';
import { describeAvailabilityZones, describeRegions } from './describe-regions.ts';

/** Regions and availability zones. */
export const regionOperations: readonly Operation[] = [describeAvailabilityZones, describeRegions];

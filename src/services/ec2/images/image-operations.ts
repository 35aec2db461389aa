import type { Operation } from '../../../operation/operation.ts';
import { describeImages } from './describe-images.ts';

/** Machine images. */
export const imageOperations: readonly Operation[] = [describeImages];

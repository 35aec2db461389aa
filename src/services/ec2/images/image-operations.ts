import type { Operation } from '../../../operation/operation.ts';
import { createImage } from './create-image.ts';
import { deregisterImage } from './deregister-image.ts';
import { describeImageAttribute } from './describe-image-attribute.ts';
import { describeImages } from './describe-images.ts';

/** Machine images. */
export const imageOperations: readonly Operation[] = [
  createImage,
  deregisterImage,
  describeImageAttribute,
  describeImages,
];

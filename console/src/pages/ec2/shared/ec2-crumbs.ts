import { paths } from '../../../parts/paths.ts';

/** The way to EC2's pages: their listing of instances is the first of them. */
export const EC2_CRUMBS = [{ text: 'EC2', to: paths.instances() }];

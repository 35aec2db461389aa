import { awsCliFolder } from './aws-cli.ts';

/** Before any test: the bundle that `bin/utsuwa` runs is as new as the sources, and the AWS CLI is unpacked. */
export default async function setup(): Promise<void> {
  const { build, isStale } = (await import(new URL('../tools/build.mjs', import.meta.url).href)) as {
    build: () => Promise<void>;
    isStale: () => boolean;
  };
  if (isStale()) await build();
  await awsCliFolder();
}

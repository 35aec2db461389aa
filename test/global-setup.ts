import { awsCliFolder } from './aws-cli.ts';

/** Before any test: the bundle that `bin/utsuwa` runs and the console are as new as the sources, and the AWS CLI is unpacked. */
export default async function setup(): Promise<void> {
  const { buildWhatIsStale } = (await import(new URL('../tools/build.mjs', import.meta.url).href)) as {
    buildWhatIsStale: () => Promise<void>;
  };
  await buildWhatIsStale();
  await awsCliFolder();
}

import { awsCliFolder } from './aws-cli.ts';
import { findChromium } from './console/chromium.ts';

/** Before any test: the bundle that `bin/utsuwa` runs and the console are as new as the sources, the AWS CLI and a browser are unpacked. */
export default async function setup(): Promise<void> {
  const { buildWhatIsStale } = (await import(new URL('../tools/build.mjs', import.meta.url).href)) as {
    buildWhatIsStale: () => void;
  };
  buildWhatIsStale();
  await Promise.all([awsCliFolder(), findChromium()]);
}

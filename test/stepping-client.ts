import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { awsCliFolder } from './aws-cli.ts';
import type { TestHouse } from './house.ts';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** One process that stays, asks who it is when it is told what time it is, and keeps its credentials as it likes. */
export interface SteppingClient {
  /** Moves the process's clock to so many seconds ahead of the real one; then it asks STS who it is. */
  step(aheadSeconds: number): Promise<{ readonly arn: string; readonly accessKeyId: string }>;
  end(): Promise<void>;
}

/**
 * `Date.now` is what the SDK judges an expiry by. Signatures are made in faked time too: the SDK corrects
 * them by the server's clock, as it does for any client whose clock is wrong.
 */
const JAVASCRIPT = `
const { STSClient, GetCallerIdentityCommand } = require('@aws-sdk/client-sts');
const now = Date.now.bind(Date);
let ahead = 0;
Date.now = () => now() + ahead;
const client = new STSClient({});
require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  ahead = Number(line) * 1000;
  const ask = () => client.send(new GetCallerIdentityCommand({}));
  // It waits a second for the metadata service, and asks once: too little on a busy machine.
  const { Arn } = await ask().catch(ask).catch(ask).catch(ask);
  console.log(Arn + ' ' + (await client.config.credentials()).accessKeyId);
});
`;

/** botocore asks one function for the time by which it judges an expiry; its code is replaced, where all hold it. */
const PYTHON_CLOCK = `
import sys
sys.path.insert(0, sys.argv[1])
import awscli, botocore.credentials as credentials
credentials.ahead = 0
def later():
    return datetime.datetime.now(tzlocal()) + datetime.timedelta(seconds=ahead)
credentials._local_now.__code__ = later.__code__
`;

const BOTOCORE = `${PYTHON_CLOCK}
import botocore.session
session = botocore.session.get_session()
client = session.create_client('sts')
for line in sys.stdin:
    credentials.ahead = int(line)
    arn = client.get_caller_identity()['Arn']
    print(arn, session.get_credentials().get_frozen_credentials().access_key, flush=True)
`;

const AWS_CLI = `${PYTHON_CLOCK}
import contextlib, io, awscli.clidriver
driver = awscli.clidriver.create_clidriver()
for line in sys.stdin:
    credentials.ahead = int(line)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        driver.main(['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'])
    key = driver.session.get_credentials().get_frozen_credentials().access_key
    print(said.getvalue().strip(), key, flush=True)
`;

/** The clients whose own refresh is looked at. */
export type ClientName = 'AWS SDK for JavaScript' | 'botocore' | 'AWS CLI';

async function commandOf(client: ClientName): Promise<readonly string[]> {
  if (client === 'AWS SDK for JavaScript') return [process.execPath, '-e', JAVASCRIPT];
  const script = client === 'botocore' ? BOTOCORE : AWS_CLI;
  return [
    'env',
    'AWS_METADATA_SERVICE_TIMEOUT=30',
    'python3',
    '-c',
    script,
    path.join(await awsCliFolder(), 'awscli'),
  ];
}

/** Starts a client by `utsuwa exec`. @param where on an instance, or as a task: exec's options */
export async function startSteppingClient(
  house: TestHouse,
  client: ClientName,
  where: readonly string[],
): Promise<SteppingClient> {
  const options = [path.join(repository, 'bin/utsuwa'), 'exec', '--port', String(house.port), ...where, '--'];
  const child = spawn(process.execPath, [...options, ...(await commandOf(client))], {
    cwd: repository,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async step(aheadSeconds) {
      child.stdin.write(`${aheadSeconds}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error(`the client ended: ${complaints}`);
      const [arn = '', accessKeyId = ''] = line.value.split(' ');
      return { arn, accessKeyId };
    },
    async end() {
      child.stdin.end();
      await exited;
    },
  };
}

import type { Credentials, TestHouse } from './house.ts';

const LIFETIME = 'X-aws-ec2-metadata-token-ttl-seconds';
const TOKEN = 'X-aws-ec2-metadata-token';

/** Where an instance finds its metadata, for example `http://127.0.0.1:40123`. */
export async function metadataEndpoint(house: TestHouse, instanceId: string): Promise<string> {
  const { stdout } = await house.onInstance(instanceId, ['printenv', 'AWS_EC2_METADATA_SERVICE_ENDPOINT']);
  return stdout.trim();
}

/** A role's credentials as an instance is handed them. @param version of the metadata service's protocol */
export async function handedOut(
  endpoint: string,
  role: string,
  version: 'v1' | 'v2' = 'v2',
): Promise<Credentials> {
  const headers: Record<string, string> = version === 'v1' ? {} : { [TOKEN]: await tokenOf(endpoint) };
  const path = `/latest/meta-data/iam/security-credentials/${role}`;
  const answer = await fetch(endpoint + path, { headers });
  const {
    AccessKeyId: accessKeyId = '',
    SecretAccessKey: secretAccessKey = '',
    Token: sessionToken = '',
  } = (await answer.json()) as Record<string, string>;
  return { accessKeyId, secretAccessKey, sessionToken };
}

/** A session token of version 2. */
export async function tokenOf(endpoint: string): Promise<string> {
  const made = await fetch(`${endpoint}/latest/api/token`, { method: 'PUT', headers: { [LIFETIME]: '60' } });
  return made.text();
}

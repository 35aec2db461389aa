import { signRequest } from '../src/credentials/sign-request.ts';
import type { Credentials, TestHouse } from './house.ts';

/** Asks a control route, signed with a key; by default the operator's. */
export async function control(
  house: TestHouse,
  route: string,
  body: object,
  { accessKeyId, secretAccessKey }: Credentials = house.root,
): Promise<{ readonly status: number; readonly answer: Readonly<Record<string, unknown>> }> {
  const { port, endpoint } = house;
  const path = `/_utsuwa/${route}`;
  const text = JSON.stringify(body);
  const headers = signRequest({
    method: 'POST',
    path,
    headers: { host: `127.0.0.1:${port}` },
    body: text,
    accessKeyId,
    secretAccessKey,
    region: 'us-east-1',
    service: 'utsuwa',
    now: Date.now(),
  });
  const response = await fetch(`${endpoint}${path}`, { method: 'POST', body: text, headers });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

/** Keys of whomever the operator wants to be, as `utsuwa env` asks for them. */
export async function operatorKeys(
  house: TestHouse,
  who: { readonly account: string; readonly root?: boolean; readonly role?: string; readonly user?: string },
): Promise<Credentials> {
  const { status, answer } = await control(house, 'credentials', who);
  if (status !== 200) throw new Error(JSON.stringify(answer));
  const { accessKeyId, secretAccessKey, sessionToken } = answer as unknown as Credentials;
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

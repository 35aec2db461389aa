import { isByIdentityDocument } from '../credentials/read-identity-document.ts';
import type { ReadSignature } from '../credentials/signature.ts';
import type { HttpRequest } from '../kernel/http.ts';
import { isAmazonName } from '../kernel/amazon-names.ts';
import { hostName } from '../kernel/host-guard.ts';
import { DIRECTORY, type DirectoryEntry } from './service-directory.ts';

const BY_SIGNING_NAME = new Map(DIRECTORY.map((entry) => [entry.signingName, entry]));

/** What a request is for: a service we know, or the name of one that we do not. */
export type Located = DirectoryEntry | { readonly unknown: string };

/**
 * Finds the service that a request is for, by what costs least and says most: the signature's scope,
 * the target header, the host; an unsigned request that names none of them is S3's when it is no form and
 * not for one of AWS's names that is another service's.
 */
export function locate(request: HttpRequest, signature: ReadSignature): Located {
  return (
    byToolbox(request, signature) ??
    byControl(request, signature) ??
    bySignature(signature) ??
    byTarget(request) ??
    byHost(request) ??
    byForeignHost(request) ??
    byVersion(request) ??
    byDocument(request) ??
    byForm(request) ??
    entryOf('s3')
  );
}

function entryOf(signingName: string): Located {
  return BY_SIGNING_NAME.get(signingName) ?? { unknown: signingName };
}

/** IAM Toolbox signs as `iam` and speaks REST, which IAM itself does not. */
function byToolbox({ path }: HttpRequest, signature: ReadSignature): Located | undefined {
  const asIam = 'service' in signature && signature.service === 'iam';
  return asIam && path.startsWith('/authorization-details/') ? entryOf('iam-toolbox') : undefined;
}

/** S3 Control signs as `s3`; each of its requests names an account, and its paths begin with its version. */
function byControl({ path, headers }: HttpRequest, signature: ReadSignature): Located | undefined {
  const asS3 = 'service' in signature && signature.service === 's3';
  const names = path.startsWith('/v20180820/') && headers['x-amz-account-id'] !== undefined;
  return asS3 && names ? entryOf('s3-control') : undefined;
}

function bySignature(signature: ReadSignature): Located | undefined {
  if (signature.kind === 'presigned-v2') return entryOf('s3');
  if (signature.kind === 'none' || signature.service === undefined) return undefined;
  return entryOf(signature.service);
}

function byTarget(request: HttpRequest): Located | undefined {
  const target = request.headers['x-amz-target'];
  if (target === undefined) return undefined;
  // CloudTrail's has further dots before the name that counts.
  const [prefix = ''] = target.split('.').slice(-2);
  return DIRECTORY.find((entry) => entry.targetPrefix === prefix) ?? { unknown: prefix };
}

/** `sts.us-east-1.amazonaws.com`, `iam.localhost`, `bucket.s3.localhost`. */
function byHost(request: HttpRequest): Located | undefined {
  const labels = hostName(request.headers['host'])?.split('.') ?? [];
  for (const label of labels) {
    const entry = BY_SIGNING_NAME.get(label);
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** A service of AWS's that we have not, by its name on the internet: `checkip.amazonaws.com`. S3 has old names too. */
function byForeignHost(request: HttpRequest): Located | undefined {
  const name = hostName(request.headers['host']) ?? '';
  const isS3 = name.split('.').some((label) => label.startsWith('s3-'));
  return isAmazonName(name) && !isS3 ? { unknown: name } : undefined;
}

/** The query protocol without a signature: the version in the query tells the service. */
function byVersion({ query }: HttpRequest): Located | undefined {
  const version = /(?:^|&)Version=([\d-]{10})(?:&|$)/.exec(query)?.[1];
  if (version === undefined) return undefined;
  return DIRECTORY.find((candidate) => candidate.version === version);
}

/** One service alone takes an instance's identity document for a signature. */
function byDocument(request: HttpRequest): Located | undefined {
  return isByIdentityDocument(request) ? DIRECTORY.find(({ knowsInstances }) => knowsInstances) : undefined;
}

/** A form that names no service otherwise is of those who have no keys yet. */
function byForm({ path, headers }: HttpRequest): Located | undefined {
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return form && path === '/' ? entryOf('sts') : undefined;
}

import type { BrokenRule, MalformedSignature } from '../credentials/signature.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { AuthenticationStyle } from './authentication-style.ts';

/** The service's own error for a signature that cannot be read. */
export function malformedSignatureError(style: AuthenticationStyle, signature: MalformedSignature): AwsError {
  if (style === 's3') return s3Error(signature);
  switch (style) {
    case 'query':
      return new AwsError('IncompleteSignature', 400, sentence(signature));
    case 'ec2':
      return new AwsError('AuthFailure', 401, 'AWS was not able to validate the provided access credentials');
    case 'json':
      return new AwsError('IncompleteSignatureException', 400, sentence(signature));
  }
}

/** The sentence that the services share. @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
function sentence({ rule, detail, missing }: MalformedSignature): string {
  switch (rule) {
    case 'missing-parameters':
      return `${missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' ')} Authorization=${detail}`;
    case 'missing-date':
      return `Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=${detail}`;
    case 'not-key-value':
      return `'${detail}' not a valid key=value pair (missing equal-sign) in Authorization header.`;
    case 'invalid-date':
      return `Date must be in ISO-8601 'basic format'. Got '${detail}'. See http://en.wikipedia.org/wiki/ISO_8601`;
    case 'credential-elements':
      return `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${detail}'`;
    case 'credential-terminator':
      return `Credential should be scoped with a valid terminator: 'aws4_request', not '${detail}'.`;
    case 'host-not-signed':
      return "'Host' must be a 'SignedHeader' in the AWS Authorization.";
    case 'unsupported-algorithm':
      return `Unsupported AWS 'algorithm': '${detail}'.`;
    default:
      return `the signature cannot be read (${rule}): '${detail}'`;
  }
}

const EXPIRES_RULES: ReadonlySet<BrokenRule> = new Set([
  'expires-not-a-number',
  'expires-not-positive',
  'expires-too-long',
]);

function s3Error(signature: MalformedSignature): AwsError {
  const { via, rule } = signature;
  switch (rule) {
    case 'signature-v2-header':
      return new AwsError(
        'InvalidRequest',
        400,
        'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
      );
    case 'unsupported-scheme':
      return new AwsError('InvalidArgument', 400, 'Unsupported Authorization Type', {
        ArgumentName: 'Authorization',
        ArgumentValue: signature.detail,
      });
    case 'two-mechanisms':
      return new AwsError(
        'InvalidArgument',
        400,
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter ' +
          'or the Authorization header should be specified',
      );
    case 'missing-date':
      return new AwsError(
        'AccessDenied',
        403,
        'AWS authentication requires a valid Date or x-amz-date header',
      );
    default:
      return via === 'header' ? headerMalformed(signature) : queryMalformed(signature);
  }
}

function headerMalformed({ rule }: MalformedSignature): AwsError {
  const why = rule.startsWith('credential')
    ? 'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'
    : 'the authorization component is malformed.';
  return new AwsError('AuthorizationHeaderMalformed', 400, `The authorization header is malformed; ${why}`);
}

function queryMalformed({ via, rule, detail }: MalformedSignature): AwsError {
  if (via === 'query-v2') {
    if (rule === 'expires-not-a-number') {
      return new AwsError('AccessDenied', 403, `Invalid date (should be seconds since epoch): ${detail}`);
    }
    return new AwsError(
      'AccessDenied',
      403,
      'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    );
  }
  return new AwsError('AuthorizationQueryParametersError', 400, querySentence(rule));
}

function querySentence(rule: BrokenRule): string {
  if (rule === 'expires-too-long') {
    return 'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds';
  }
  if (rule === 'expires-not-positive') return 'X-Amz-Expires must be non-negative';
  if (EXPIRES_RULES.has(rule)) return 'X-Amz-Expires should be a number';
  if (rule.startsWith('credential')) {
    return 'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
  }
  return (
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, ' +
    'X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.'
  );
}

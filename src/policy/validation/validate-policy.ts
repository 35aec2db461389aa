import type { JsonNode } from '../json/json-node.ts';
import { JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import { positionAt } from '../json/text-position.ts';
import { bucketFinding, missingBucketField, type IsAction } from './bucket-rules.ts';
import { identityFinding } from './identity-rules.ts';
import { rcpFinding, scpFinding } from './organization-rules.ts';
import type { Finding, PolicyProblem } from './policy-problem.ts';
import type { PolicyShape } from './policy-shape.ts';
import { readShape, ShapeError } from './policy-shape.ts';
import type { ResolvePrincipal } from './principal-format.ts';
import { resourceFinding } from './resource-rules.ts';
import { trustFinding } from './trust-rules.ts';

/** What a document is to be; each kind has its service's grammar and words. */
export type PolicyKind =
  | 'managed'
  | 'inline'
  | 'trust'
  | 'bucket'
  | 'resource'
  | 'session'
  | 'scp'
  | 'rcp'
  | 'endpoint';

export interface ValidatePolicyOptions {
  /** Tells whether a principal exists; without it only its form is checked. */
  readonly resolvePrincipal?: ResolvePrincipal | undefined;
  /** For a bucket policy: the bucket whose resources alone it may name. */
  readonly bucket?: string | undefined;
  /** For a bucket policy: tells whether an action exists; without it only its form is checked. */
  readonly isAction?: IsAction | undefined;
}

/**
 * Checks a policy document as the service that takes it does, in its order and its words; `undefined`
 * when it is good. Sizes are the service's business (`policySize`).
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function validatePolicy(
  text: string,
  kind: PolicyKind,
  options: ValidatePolicyOptions = {},
): PolicyProblem | undefined {
  const words = WORDS[kind];
  const problem = ({ message, offset }: Finding): PolicyProblem => ({
    code: words.code,
    message: words.always ?? message,
    position: positionAt(text, offset),
  });

  const strange = text.search(UNPRINTABLE);
  if (words.parameter !== undefined && (strange >= 0 || text === '')) {
    const message = `The specified value for ${words.parameter} is invalid. It must contain only printable ASCII characters.`;
    return { code: 'ValidationError', message, position: positionAt(text, Math.max(strange, 0)) };
  }

  const root = parse(text);
  if (root instanceof JsonSyntaxError) return problem({ message: words.noJson, offset: root.offset });
  if (kind === 'bucket' && !text.startsWith('{')) return problem({ message: words.noJson, offset: 0 });
  const missing = kind === 'bucket' ? missingBucketField(root) : undefined;
  if (missing !== undefined) return problem(missing);

  const shape = shapeOf(root);
  if (shape instanceof ShapeError) return problem({ message: words.badShape, offset: shape.node.start });
  const finding = findingOf(kind, shape, options);
  return finding && problem(finding);
}

interface Words {
  readonly code: PolicyProblem['code'];
  readonly noJson: string;
  readonly badShape: string;
  /** The one sentence for whatever is wrong. */
  readonly always?: string | undefined;
  /** The parameter's name in the sentence about characters, where the service checks them. */
  readonly parameter?: string | undefined;
}

const SYNTAX_ERRORS = 'Syntax errors in policy.';
const NO_JSON = 'This policy contains invalid Json';
const WRONG_TYPE =
  'The provided policy document does not meet the requirements of the specified policy type.';

const IDENTITY: Words = {
  code: 'MalformedPolicyDocument',
  noJson: SYNTAX_ERRORS,
  badShape: SYNTAX_ERRORS,
  parameter: 'policyDocument',
};
const ORGANIZATION: Words = {
  code: 'MalformedPolicyDocumentException',
  noJson: WRONG_TYPE,
  badShape: WRONG_TYPE,
  always: WRONG_TYPE,
};

const WORDS: Readonly<Record<PolicyKind, Words>> = {
  managed: IDENTITY,
  inline: IDENTITY,
  trust: { ...IDENTITY, noJson: NO_JSON, parameter: 'assumeRolePolicyDocument' },
  session: { ...IDENTITY, noJson: 'The policy is not in the valid JSON format.', parameter: undefined },
  endpoint: { ...IDENTITY, parameter: undefined },
  resource: { ...IDENTITY, parameter: undefined },
  bucket: {
    code: 'MalformedPolicy',
    noJson: "Policies must be valid JSON and the first byte must be '{'",
    badShape: 'Invalid policy syntax.',
  },
  scp: ORGANIZATION,
  rcp: ORGANIZATION,
};

/** What may not stand in a document: all but U+0009, U+000A, U+000D and U+0020–U+00FF. */
const UNPRINTABLE = /[^\t\n\r\u0020-\u00ff]/;

function parse(text: string): JsonNode | JsonSyntaxError {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error;
    throw error;
  }
}

function shapeOf(root: JsonNode): PolicyShape | ShapeError {
  try {
    return readShape(root);
  } catch (error) {
    if (error instanceof ShapeError) return error;
    throw error;
  }
}

function findingOf(
  kind: PolicyKind,
  shape: PolicyShape,
  { resolvePrincipal, bucket, isAction }: ValidatePolicyOptions,
): Finding | undefined {
  switch (kind) {
    case 'managed':
    case 'inline':
    case 'session':
      return identityFinding(shape);
    case 'trust':
      return trustFinding(shape, resolvePrincipal);
    case 'bucket':
      return bucketFinding(shape, bucket, resolvePrincipal, isAction);
    case 'resource':
      return resourceFinding(shape);
    case 'scp':
      return scpFinding(shape);
    case 'rcp':
      return rcpFinding(shape);
    case 'endpoint':
      return endpointFinding(shape);
  }
}

/** A VPC endpoint's policy may name principals and is otherwise like an identity's, of either version. */
function endpointFinding({ statements }: PolicyShape): Finding | undefined {
  const anonymous = statements.map((statement) => ({ ...statement, principal: undefined }));
  return identityFinding({ version: '2012-10-17', statements: anonymous });
}
